import { z } from 'zod';
import { IsoTime } from '../numbers/iso-time.ts';
import { call, page, push } from './define.ts';
import { Revision } from './revision.ts';

export const Counts = z.object({
  deliveries: z.number().int(),
  in: z.number().int(),
  out: z.number().int(),
  failedVerdicts: z.number().int(),
  rejected: z.number().int(),
  pending: z.number().int(),
  retrying: z.number().int(),
  retained: z.number().int(),
  held: z.number().int(),
  deadLetters: z.number().int(),
  /** Rows that could not be read and were set aside. */
  damaged: z.number().int(),
  databaseBytes: z.number().int(),
});
export type Counts = z.infer<typeof Counts>;

/** A row of the history that could not be read. It stands in no list, count or queue any more. */
export const DamagedRow = z.object({
  damagedId: z.string(),
  table: z.enum(['deliveries', 'journal', 'attempts', 'endpoints', 'rejected', 'settings']),
  /** Its id as far as it can be made out: a delivery's, an attempt's, an endpoint's, … */
  rowId: z.string(),
  /** What of it could not be read, in a sentence. */
  reason: z.string(),
  setAsideAt: IsoTime,
  /** Of what is kept of its content, as JSON; a delivery's with its request and attempts. */
  bytes: z.number().int(),
  /** The beginning of that content. */
  content: z.string(),
});
export type DamagedRow = z.infer<typeof DamagedRow>;

export const ReceiverStatus = z.object({
  listening: z.boolean(),
  /** Base address for endpoints, such as http://127.0.0.1:4665. */
  url: z.string().nullable(),
  host: z.string(),
  port: z.number().int(),
  /** Why it does not listen, and what to do. */
  problem: z.string().nullable(),
  /** Base address over HTTPS, such as https://localhost:4667; null while it is off, or where it does not listen. */
  tlsUrl: z.string().nullable().optional(),
  tlsProblem: z.string().nullable().optional(),
});
export type ReceiverStatus = z.infer<typeof ReceiverStatus>;

export const SystemInfo = z.object({
  version: z.string(),
  versions: z.record(z.string(), z.string()),
  host: z.enum(['desktop', 'serve', 'cli']),
  dataDir: z.string(),
  receiver: ReceiverStatus,
  counts: Counts,
  secretsAtRest: z.object({ kind: z.enum(['keyring', 'key-file', 'environment']), description: z.string() }),
  limits: z.record(z.string(), z.number()),
});
export type SystemInfo = z.infer<typeof SystemInfo>;

const noBounds = { maxDeliveries: null, maxAgeDays: null, maxBytes: null };

const settingFields = {
  receiverPort: z.number().int().min(0).max(65_535),
  receiverHost: z.string().min(1),
  /** Serve HTTPS too, with a certificate of the authority made here. */
  receiverTls: z.boolean(),
  receiverTlsPort: z.number().int().min(0).max(65_535),
  maxBodyBytes: z.number().int().min(1024).max(268_435_456),
  /** `normal` survives a crash of the program, `full` a loss of power too. */
  durability: z.enum(['normal', 'full']),
  retention: z.object({
    maxDeliveries: z.number().int().positive().nullable().default(null),
    maxAgeDays: z.number().positive().nullable().default(null),
    maxBytes: z.number().int().positive().nullable().default(null),
  }),
  theme: z.enum(['system', 'light', 'dark']),
  times: z.enum(['local', 'utc']),
  notifications: z.boolean(),
  /** Attempts at a time to one target; what a person asks for does not wait behind those that hang. */
  targetConcurrency: z.number().int().min(1).max(64),
};

export const Settings = z.object({
  receiverPort: settingFields.receiverPort.default(4665),
  receiverHost: settingFields.receiverHost.default('127.0.0.1'),
  receiverTls: settingFields.receiverTls.default(false),
  receiverTlsPort: settingFields.receiverTlsPort.default(4667),
  maxBodyBytes: settingFields.maxBodyBytes.default(33_554_432),
  durability: settingFields.durability.default('normal'),
  retention: settingFields.retention.default(noBounds),
  theme: settingFields.theme.default('system'),
  times: settingFields.times.default('local'),
  notifications: settingFields.notifications.default(true),
  targetConcurrency: settingFields.targetConcurrency.default(4),
});
export type Settings = z.infer<typeof Settings>;

/** Without the defaults, which `partial()` would fill in for all that a change does not name. */
export const SettingsChange = z.strictObject(settingFields).partial();
export type SettingsChange = z.infer<typeof SettingsChange>;

export const system = {
  info: call('Versions, data folder, receiver, counts, limits.', z.strictObject({}), SystemInfo),
  damaged: call(
    'Rows that could not be read and were set aside, the newest first.',
    z.strictObject({ limit: z.number().int().min(1).max(500).default(100), after: z.string().optional() }),
    page(DamagedRow),
  ),
  discardDamaged: call(
    'Delete rows that were set aside: some, or all where none is named.',
    z.strictObject({
      damagedIds: z
        .array(z.string().regex(/^\d{1,16}$/, 'a damagedId'))
        .max(10_000)
        .optional(),
    }),
    z.object({ count: z.number().int() }),
  ),
  countsChanged: push('The counts moved.', Counts),
  targetChanged: push(
    'A target began to fail, or answers well again.',
    z.object({
      origin: z.string(),
      failing: z.boolean(),
      /** What it fails with: an HTTP status or an error code. Null when it is well. */
      cause: z.string().nullable(),
      /** Failures since it was last well. */
      failures: z.number().int(),
    }),
  ),
  heartbeat: push(
    'Nothing but a sign of life, for who asks for it (`/api/events?heartbeat=1`): `revision` is that of the last event told.',
    Revision.extend({
      /** The next one comes within this time. */
      everyMs: z.number().int().positive(),
    }),
  ),
  damagedChanged: push(
    'Rows were set aside because they could not be read, or were discarded.',
    z.object({ count: z.number().int() }),
  ),
  receiverChanged: push('The receiver began or ceased to listen.', ReceiverStatus),
};

export const settings = {
  get: call('All settings.', z.strictObject({}), Settings),
  update: call('Change some settings; what is not named stays.', SettingsChange, Settings),
  changed: push('Settings changed.', Settings),
};
