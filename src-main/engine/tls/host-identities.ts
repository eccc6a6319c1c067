import { z } from 'zod';
import type { TlsHost } from '#core/contract/tls.ts';
import { mask } from '#core/http/mask.ts';
import type { TlsIdentity } from '#core/http/tls-identity.ts';
import type { EngineParts } from '../engine.ts';
import { checkIdentity, readCertificates } from './check-identity.ts';

/** What the user has said is to be trusted at a host, and offered to it. Keys are in the vault. */
export interface HostIdentities {
  list(): TlsHost[];
  /** What holds for an address, the most particular first. Throws secret_undecryptable. */
  of(url: URL): TlsIdentity[];
  /** Replaces what there is for the host; a key handed back as its mask stays. Throws invalid_input. */
  set(host: string, identity: TlsIdentity): TlsHost;
  /** Whether there was one. */
  remove(host: string): boolean;
}

const settingsKey = 'tls.hosts';
const Stored = z.object({
  host: z.string(),
  authorities: z.string().nullable(),
  certificate: z.string().nullable(),
  /** Of { key, passphrase? } as JSON. */
  secretRef: z.string().nullable(),
});
type Stored = z.infer<typeof Stored>;
const KeptKey = z.object({ key: z.string(), passphrase: z.string().optional() });

function summaries(pem: string | null) {
  if (pem === null) return [];
  return readCertificates(pem, '').map((certificate) => ({
    subject: certificate.subject.replaceAll('\n', ', '),
    issuer: certificate.issuer.replaceAll('\n', ', '),
    fingerprint: certificate.fingerprint256,
    notAfter: new Date(certificate.validTo).toISOString(),
  }));
}

const shown = ({ host, authorities, certificate, secretRef }: Stored): TlsHost => ({
  host,
  authorities: summaries(authorities),
  certificate: summaries(certificate)[0] ?? null,
  hasKey: secretRef !== null,
});

const bare = (name: string) => name.replace(/^\[|\]$/g, '').toLowerCase();

/** How closely a pattern fits an address; null where it does not. */
function closeness(pattern: string, url: URL): number | null {
  const name = bare(url.hostname);
  const port = url.port === '' ? '443' : url.port;
  if (pattern === '*') return 0;
  if (pattern === `${name}:${port}` || pattern === `[${name}]:${port}`) return 1000;
  if (bare(pattern) === name) return 999;
  if (pattern.startsWith('*.') && name.endsWith(pattern.slice(1))) return pattern.length;
  return null;
}

export function createHostIdentities({
  history,
  vault,
}: Pick<EngineParts, 'history' | 'vault'>): HostIdentities {
  const all = (): Stored[] => z.array(Stored).safeParse(history.settings.get(settingsKey)).data ?? [];
  const keep = (hosts: readonly Stored[]) => history.settings.set(settingsKey, hosts);
  const keyOf = ({ secretRef }: Stored) =>
    secretRef === null ? null : KeptKey.parse(JSON.parse(vault.open(secretRef)));

  return {
    list: () => all().map(shown),

    of(url) {
      const fitting = all().flatMap((stored) => {
        const close = closeness(stored.host, url);
        return close === null ? [] : [{ stored, close }];
      });
      return fitting
        .sort((a, b) => b.close - a.close)
        .map(({ stored }) => ({
          ...(stored.authorities === null ? {} : { authorities: stored.authorities }),
          ...(stored.certificate === null ? {} : { certificate: stored.certificate }),
          ...keyOf(stored),
        }));
    },

    set(host, given) {
      const before = all().find((stored) => stored.host === host);
      const present = before && given.key === mask ? keyOf(before) : null;
      const identity: TlsIdentity = present ? { ...given, ...present } : given;
      checkIdentity(identity, '');
      const { authorities = null, certificate = null, key, passphrase } = identity;
      const stored: Stored = {
        host,
        authorities,
        certificate,
        secretRef: key === undefined ? null : vault.keep(JSON.stringify({ key, passphrase })),
      };
      keep([...all().filter((other) => other.host !== host), stored]);
      if (before?.secretRef) vault.forget([before.secretRef]);
      return shown(stored);
    },

    remove(host) {
      const before = all().find((stored) => stored.host === host);
      if (!before) return false;
      keep(all().filter((other) => other.host !== host));
      if (before.secretRef) vault.forget([before.secretRef]);
      return true;
    },
  };
}
