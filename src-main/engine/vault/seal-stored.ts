import type { History } from '../history/open-history.ts';
import { maskBytes } from '../masks/mask-attempt.ts';
import { openTarget, sealTarget } from './target-vault.ts';
import type { Vault } from './vault.ts';

/** Set once a history holds no credential in clear. */
const doneKey = 'vault.nothingInClear';

/** Brings what earlier versions kept in clear into the vault, once. Answers how many rows changed. */
export function sealStored({ history, vault }: { history: History; vault: Vault }): number {
  if (history.settings.get(doneKey) === true) return 0;
  const changed = history.sealClearText({
    seal: (target) => sealTarget(vault, target),
    textsOf: (target) => openTarget(vault, target).credentials,
    keep: (secret) => vault.keep(secret),
    maskBytes,
  });
  history.settings.set(doneKey, true);
  return changed;
}
