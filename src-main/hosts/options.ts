import path from 'node:path';
import { z } from 'zod';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { defaultDataDir } from './data-dir.ts';

/** The interface's port where none is named. */
export const defaultPort = 4666;

const Port = z
  .union([z.number(), z.string().regex(/^\d+$/, 'a whole number').transform(Number)])
  .pipe(z.number().int().min(0).max(65_535));

const filled = z.string().trim().min(1, 'must not be empty');

/** What all three hosts take, from flags and from the environment. */
const HostOptions = z.object({
  dataDir: filled.transform((dir) => path.resolve(dir)),
  port: Port,
  /** Absent: the settings' (4665 at first). */
  receiverPort: Port.optional(),
  /** Serve HTTPS beside HTTP, and on which port; absent: as the settings say. */
  tls: z
    .string()
    .transform((text) => /^(1|true|yes|on)$/i.test(text))
    .optional(),
  tlsPort: Port.optional(),
  /** Of the interface and, where named, of the receiver. */
  host: filled.optional(),
  token: filled.regex(/^[\x21-\x7e]+$/, 'may have visible ASCII characters only').optional(),
  /** Encrypts secrets where the system has no keyring. */
  key: z.string().min(1).optional(),
});
export type HostOptions = z.infer<typeof HostOptions>;
export type HostFlags = { [K in keyof HostOptions]?: string | undefined };

/** The names under which a user gives each option. The key has no flag: arguments can be read by every user of a machine. */
const names: Record<keyof HostOptions, { flag?: string; variable: string }> = {
  dataDir: { flag: '--data-dir', variable: 'TACKLEBOX_DATA_DIR' },
  port: { flag: '--port', variable: 'TACKLEBOX_PORT' },
  receiverPort: { flag: '--receiver-port', variable: 'TACKLEBOX_RECEIVER_PORT' },
  tls: { flag: '--tls', variable: 'TACKLEBOX_TLS' },
  tlsPort: { flag: '--tls-port', variable: 'TACKLEBOX_TLS_PORT' },
  host: { flag: '--host', variable: 'TACKLEBOX_HOST' },
  token: { flag: '--token', variable: 'TACKLEBOX_TOKEN' },
  key: { variable: 'TACKLEBOX_KEY' },
};
const optionNames = Object.keys(names) as (keyof HostOptions)[];

/** Flags win over the environment, which wins over the defaults. An empty variable counts as absent. Throws invalid_input. */
export function resolveHostOptions(
  flags: HostFlags,
  environment: Record<string, string | undefined> = process.env,
): HostOptions {
  const given: Record<string, string | number> = { dataDir: defaultDataDir(), port: defaultPort };
  for (const name of optionNames) {
    const value = flags[name] ?? (environment[names[name].variable] || undefined);
    if (value !== undefined) given[name] = value;
  }
  const parsed = HostOptions.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = optionNames.find((option) => option === issue?.path[0]);
  const label = name && (flags[name] === undefined ? names[name].variable : names[name].flag);
  throw new TackleboxError('invalid_input', `${label}: ${issue?.message}`);
}
