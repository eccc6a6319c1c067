import { constant, integer, object, schemaOfSample, text } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

type Fields = { [field: string]: Json };

const event = (type: string, description: string, data: Fields): EventType => ({
  type,
  category: type.slice(0, type.indexOf('.')),
  description,
  schema: object(
    {
      data: schemaOfSample(data),
      object: constant('event'),
      type: constant(type),
      timestamp: integer,
      instance_id: text,
    },
    { event_attributes: { type: 'object' } },
  ),
  sample: {
    data,
    event_attributes: { http_request: { client_ip: '192.0.2.17', user_agent: 'Mozilla/5.0' } },
    instance_id: 'ins_2g7np7Hrk0SN6kj5EDMLDaKNL0S',
    object: 'event',
    timestamp: 1760000000000,
    type,
  },
  headers: {},
});

const stamps = { created_at: 1760000000000, updated_at: 1760000000000 };
const user: Fields = {
  id: 'user_29w83sxmDNGwOuEthce5gg56FcC',
  object: 'user',
  first_name: 'Ada',
  last_name: 'Lovelace',
  username: null,
  email_addresses: [
    {
      id: 'idn_29w83yL7CwVlJXylYLxcslromF1',
      object: 'email_address',
      email_address: 'ada@example.com',
      verification: { status: 'verified', strategy: 'ticket' },
    },
  ],
  primary_email_address_id: 'idn_29w83yL7CwVlJXylYLxcslromF1',
  phone_numbers: [],
  image_url: 'https://img.clerk.com/xxxxxx',
  last_sign_in_at: 1760000000000,
  password_enabled: true,
  two_factor_enabled: false,
  public_metadata: {},
  private_metadata: {},
  unsafe_metadata: {},
  ...stamps,
};
const session: Fields = {
  id: 'sess_29w7wbfsgXxSFaKtKTQwm1kKHUd',
  object: 'session',
  user_id: 'user_29w83sxmDNGwOuEthce5gg56FcC',
  client_id: 'client_29w7wbfsgXxSFaKtKTQwm1kKHUe',
  status: 'active',
  last_active_at: 1760000000000,
  expire_at: 1760604800000,
  abandon_at: 1762592000000,
  ...stamps,
};
const organization: Fields = {
  id: 'org_29w9IfBrPmcpi0IeBVaKtA7R94W',
  object: 'organization',
  name: 'Acme Inc',
  slug: 'acme-inc',
  created_by: 'user_29w83sxmDNGwOuEthce5gg56FcC',
  image_url: 'https://img.clerk.com/xxxxxx',
  public_metadata: {},
  ...stamps,
};
const membership: Fields = {
  id: 'orgmem_29w9IptNja3mP8GDXpquBwN2qR9',
  object: 'organization_membership',
  role: 'org:admin',
  organization,
  public_user_data: {
    user_id: 'user_29w83sxmDNGwOuEthce5gg56FcC',
    identifier: 'ada@example.com',
    first_name: 'Ada',
    last_name: 'Lovelace',
  },
  ...stamps,
};

export const clerkEvents = (): EventType[] => [
  event('user.created', 'Somebody signed up.', user),
  event('user.updated', 'A user changed.', { ...user, username: 'ada' }),
  event('user.deleted', 'A user was deleted.', {
    id: 'user_29w83sxmDNGwOuEthce5gg56FcC',
    object: 'user',
    deleted: true,
  }),
  event('session.created', 'Somebody signed in.', session),
  event('session.ended', 'A session ended.', { ...session, status: 'ended' }),
  event('session.revoked', 'A session was revoked.', { ...session, status: 'revoked' }),
  event('organization.created', 'An organization was made.', organization),
  event('organization.updated', 'An organization changed.', { ...organization, name: 'Acme AG' }),
  event('organizationMembership.created', 'Somebody joined an organization.', membership),
  event('email.created', 'A mail is about to be sent.', {
    id: 'ema_29w83yL7CwVlJXylYLxcslromF2',
    object: 'email',
    slug: 'verification_code',
    from_email_name: 'verifications',
    to_email_address: 'ada@example.com',
    subject: '263591 is your verification code',
    body_plain: 'Your code is 263591',
    status: 'queued',
    delivered_by_clerk: true,
    data: { otp_code: '263591' },
  }),
];
