import { safeStorage } from 'electron';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { SecretBox } from '../engine/vault/secret-box.ts';

/** What holds the key, in the words of each system. */
const keepers: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'the macOS Keychain',
  win32: "Windows' Data Protection",
};

function isRealKeyring(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  // `basic_text` is Chromium's stand-in with a password that everyone knows. Electron 25 can't tell, but says not available.
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend?.() !== 'basic_text';
}

/** The system's keyring through safeStorage; undefined where there is none, so that the engine keeps a key file. */
export function keyringBox(): SecretBox | undefined {
  if (!isRealKeyring()) return undefined;
  return {
    kind: 'keyring',
    description: `Encrypted with a key from ${keepers[process.platform] ?? "the system's keyring"}.`,
    seal: (text) => safeStorage.encryptString(text),
    open(sealed) {
      try {
        return safeStorage.decryptString(sealed);
      } catch (cause) {
        throw new TackleboxError(
          'secret_undecryptable',
          "A stored secret can't be decrypted with this system's keyring: it was stored by another user or on another machine. Set the secret again.",
          { cause },
        );
      }
    },
  };
}
