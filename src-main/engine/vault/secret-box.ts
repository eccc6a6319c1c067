import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SystemInfo } from '#core/contract/system.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';

/** Encrypts secrets at rest. `seal` and `open` are the host's (Electron's safeStorage) or AES-256-GCM's. */
export interface SecretBox {
  readonly kind: SystemInfo['secretsAtRest']['kind'];
  readonly description: string;
  seal(text: string): Buffer;
  /** Throws secret_undecryptable. */
  open(sealed: Buffer): string;
}

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;
/** The first byte of what is sealed: how it was sealed. */
const version = 1;
const keyFileName = 'secret.key';

/** AES-256-GCM: version, IV, tag, cipher text. */
function aesBox(kind: SecretBox['kind'], description: string, key: Buffer, advice: string): SecretBox {
  return {
    kind,
    description,
    seal(text) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([version]), iv, cipher.getAuthTag(), sealed]);
    },
    open(sealed) {
      try {
        if (sealed[0] !== version) throw new Error('sealed in another way');
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + ivBytes));
        decipher.setAuthTag(sealed.subarray(1 + ivBytes, 1 + ivBytes + tagBytes));
        return Buffer.concat([
          decipher.update(sealed.subarray(1 + ivBytes + tagBytes)),
          decipher.final(),
        ]).toString('utf8');
      } catch (cause) {
        throw new TackleboxError('secret_undecryptable', `A stored secret can't be decrypted. ${advice}`, {
          cause,
        });
      }
    },
  };
}

/** From a pass phrase of the environment (TACKLEBOX_KEY). scrypt, since a person may have thought it up. */
export function environmentBox(passphrase: string): SecretBox {
  const salt = createHash('sha256').update('tacklebox secrets at rest').digest();
  return aesBox(
    'environment',
    'Encrypted with AES-256-GCM under the key in TACKLEBOX_KEY.',
    scryptSync(passphrase, salt, keyBytes),
    'Start Tacklebox with the TACKLEBOX_KEY that it was stored with, or set the secret anew.',
  );
}

function readOrMakeKey(path: string): Buffer {
  try {
    const key = readFileSync(path);
    if (key.length === keyBytes) return key;
    throw new TackleboxError(
      'secret_undecryptable',
      `${path} is no key file of ${keyBytes} bytes. Put the right one back, or move it away and set your secrets anew.`,
    );
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const key = randomBytes(keyBytes);
  writeFileSync(path, key, { mode: 0o600, flag: 'wx' });
  chmodSync(path, 0o600);
  return key;
}

/** From a key file beside the database, readable by its owner alone: for systems without a keyring. */
export function keyFileBox(dataDir: string): SecretBox {
  const path = join(dataDir, keyFileName);
  return aesBox(
    'key-file',
    `Encrypted with AES-256-GCM under the key file ${path} (mode 0600): whoever can read both it and the database can read the secrets.`,
    readOrMakeKey(path),
    `Put back the ${keyFileName} that it was stored with, or set the secret anew.`,
  );
}
