import { FileKey, KeyRound, Terminal } from 'lucide-react';
import type { SystemInfo } from '#core/contract/system.ts';
import { useSystem } from '#renderer/platform/system-store.ts';
import { StateTag } from '#renderer/webhook/state-tag.tsx';

const looks = {
  keyring: { icon: KeyRound, word: 'In the system’s keyring', tone: 'ok' },
  'key-file': { icon: FileKey, word: 'Encrypted with a key file', tone: 'info' },
  environment: { icon: Terminal, word: 'Encrypted with TACKLEBOX_KEY', tone: 'info' },
} as const satisfies Record<SystemInfo['secretsAtRest']['kind'], unknown>;

/** How secrets are kept, in the engine's own words. */
export function SecretsPart() {
  const info = useSystem((system) => system.info);
  if (!info) return null;
  return (
    <>
      <StateTag {...looks[info.secretsAtRest.kind]} />
      <p className="text-soft">{info.secretsAtRest.description}</p>
      <p className="text-soft">
        A secret is shown once, when it is made or rotated. After that it is used to sign and to verify, and
        never shown, exported or logged again.
      </p>
    </>
  );
}
