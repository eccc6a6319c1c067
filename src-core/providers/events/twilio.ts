import { schemaOfSample } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

type Form = { [field: string]: Json };

const event = (type: string, category: string, description: string, sample: Form): EventType => ({
  type,
  category,
  description,
  schema: schemaOfSample(sample),
  sample,
  headers: {},
});

const accountSid = `AC${'a1b2c3d4'.repeat(4)}`;
const messageSid = `SM${'0f1e2d3c'.repeat(4)}`;
const callSid = `CA${'9a8b7c6d'.repeat(4)}`;

/** What Twilio posts to a status callback of an outgoing message. */
const status = (MessageStatus: string, more: Form = {}): Form => ({
  ...more,
  SmsSid: messageSid,
  SmsStatus: MessageStatus,
  MessageStatus,
  To: '+15551234567',
  MessageSid: messageSid,
  AccountSid: accountSid,
  From: '+15017122661',
  ApiVersion: '2010-04-01',
});

/** What Twilio posts about a call. */
const call = (CallStatus: string, more: Form = {}): Form => ({
  Called: '+15017122661',
  ToState: 'CA',
  CallerCountry: 'US',
  Direction: 'inbound',
  CallSid: callSid,
  To: '+15017122661',
  CallStatus,
  From: '+15551234567',
  AccountSid: accountSid,
  ApiVersion: '2010-04-01',
  ...more,
});

export const twilioEvents = (): EventType[] => [
  event('received', 'message', 'A message came in; the answer may be TwiML.', {
    ToCountry: 'US',
    ToState: 'CA',
    SmsMessageSid: messageSid,
    NumMedia: '0',
    ToCity: 'SAN FRANCISCO',
    FromZip: '94103',
    SmsSid: messageSid,
    FromState: 'CA',
    SmsStatus: 'received',
    FromCity: 'SAN FRANCISCO',
    Body: 'Café & more',
    FromCountry: 'US',
    To: '+15017122661',
    NumSegments: '1',
    MessageSid: messageSid,
    AccountSid: accountSid,
    From: '+15551234567',
    ApiVersion: '2010-04-01',
  }),
  event('queued', 'message', 'A message waits to be sent.', status('queued')),
  event('sent', 'message', 'The carrier took a message.', status('sent')),
  event(
    'delivered',
    'message',
    'A message was delivered.',
    status('delivered', { RawDlrDoneDate: '2510090853' }),
  ),
  event(
    'undelivered',
    'message',
    'The carrier could not deliver a message.',
    status('undelivered', { ErrorCode: '30003' }),
  ),
  event('failed', 'message', 'A message could not be sent.', status('failed', { ErrorCode: '30006' })),
  event('ringing', 'call', 'A call comes in; the answer is TwiML.', call('ringing')),
  event(
    'in-progress',
    'call',
    'A call was answered.',
    call('in-progress', { CallbackSource: 'call-progress-events', SequenceNumber: '2' }),
  ),
  event(
    'completed',
    'call',
    'A call ended.',
    call('completed', {
      Duration: '1',
      CallDuration: '42',
      CallbackSource: 'call-progress-events',
      SequenceNumber: '3',
    }),
  ),
  event(
    'busy',
    'call',
    'The other side was busy.',
    call('busy', { Direction: 'outbound-api', SipResponseCode: '486' }),
  ),
  event('no-answer', 'call', 'Nobody answered.', call('no-answer', { Direction: 'outbound-api' })),
];
