import { constant, dateTime, integer, object, oneOf, schemaOfSample, text } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

type Fields = { [field: string]: Json };

const organizationId = '5e3d1b3a-8c64-4f0e-9c8e-2d0f8a1b7c66';
const actor = {
  id: 'b5ea5f1f-8adc-4f52-b4bd-ab4e84cf51ba',
  type: 'user',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
};

/** Linear names the kind in a header and in `type`; `action` says what happened to it. */
const event = (
  type: string,
  action: string,
  description: string,
  data: Fields,
  updatedFrom?: Fields,
): EventType => ({
  type,
  category: action,
  description,
  schema: object(
    {
      action: oneOf('create', 'update', 'remove', 'set', 'highRisk', 'breached'),
      type: constant(type),
      createdAt: dateTime,
      data: schemaOfSample(data),
      organizationId: text,
      webhookTimestamp: integer,
      webhookId: text,
    },
    { actor: { type: 'object' }, url: text, updatedFrom: { type: 'object' } },
  ),
  sample: {
    action,
    actor,
    createdAt: '2025-10-09T08:53:20.000Z',
    data,
    ...(updatedFrom && { updatedFrom }),
    url: 'https://linear.app/octo/issue/WEB-42/the-footer-overlaps',
    type,
    organizationId,
    webhookTimestamp: 1760000000000,
    webhookId: '000042e3-d123-4980-b49f-8e140eef9329',
  },
  headers: {},
});

const id = '539068e2-ae88-4d09-bd75-22eb4a59612f';
const stamps = { createdAt: '2025-10-09T08:53:20.000Z', updatedAt: '2025-10-09T08:53:20.000Z' };
const team = { id: '72b2a2dc-6f4f-4423-9d34-24b5bd10634a', key: 'WEB', name: 'Website' };

export const linearEvents = (): EventType[] => [
  event(
    'Issue',
    'update',
    'An issue was made, changed or removed.',
    {
      id,
      ...stamps,
      number: 42,
      identifier: 'WEB-42',
      title: 'The footer overlaps',
      description: 'On small screens.',
      priority: 2,
      priorityLabel: 'High',
      state: { id: '0ba1f2ae', name: 'In Progress', type: 'started', color: '#f2c94c' },
      team,
      teamId: team.id,
      labels: [{ id: '1', name: 'Bug', color: '#eb5757' }],
    },
    { updatedAt: '2025-10-09T08:50:00.000Z', priority: 0 },
  ),
  event('Comment', 'create', 'Somebody commented.', {
    id,
    ...stamps,
    body: 'On it.',
    issueId: id,
    userId: actor.id,
    issue: { id, identifier: 'WEB-42', title: 'The footer overlaps' },
  }),
  event('Reaction', 'create', 'Somebody reacted with an emoji.', {
    id,
    ...stamps,
    emoji: '🎉',
    userId: actor.id,
  }),
  event('IssueLabel', 'create', 'A label was made, changed or removed.', {
    id,
    ...stamps,
    name: 'Bug',
    color: '#eb5757',
  }),
  event('Project', 'create', 'A project was made, changed or removed.', {
    id,
    ...stamps,
    name: 'New website',
    slugId: 'b1c2d3e4f5a6',
    state: 'started',
    progress: 0.25,
    teamIds: [team.id],
  }),
  event('ProjectUpdate', 'create', 'An update of a project was posted.', {
    id,
    ...stamps,
    body: 'On track.',
    health: 'onTrack',
    projectId: id,
  }),
  event('Cycle', 'update', 'A cycle began, ended or changed.', {
    id,
    ...stamps,
    number: 7,
    startsAt: '2025-10-06T00:00:00.000Z',
    endsAt: '2025-10-20T00:00:00.000Z',
    teamId: team.id,
  }),
  event('Document', 'create', 'A document was made, changed or removed.', {
    id,
    ...stamps,
    title: 'Plan',
    projectId: id,
  }),
  event('Customer', 'create', 'A customer was made, changed or removed.', {
    id,
    ...stamps,
    name: 'Acme',
    domains: ['acme.example'],
  }),
  event('User', 'create', 'Somebody joined the workspace.', {
    id,
    ...stamps,
    name: 'Grace Hopper',
    email: 'grace@example.com',
    active: true,
  }),
];
