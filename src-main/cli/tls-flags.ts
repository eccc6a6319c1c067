import type { Command } from 'commander';
import type { TlsIdentity } from '#core/http/tls-identity.ts';
import { readInput } from './inputs.ts';

/** What is trusted and offered over TLS, named as cURL names it. */
export interface TlsFlags {
  cacert?: string;
  cert?: string;
  key?: string;
  passphraseFile?: string;
}

export const withTlsFlags = (base: Command): Command =>
  base
    .option('--cacert <file>', 'trust the authorities in this PEM file too')
    .option('--cert <file>', 'offer this client certificate (mTLS), as PEM')
    .option('--key <file>', "the client certificate's private key, as PEM")
    .option('--passphrase-file <file>', 'read the passphrase of an encrypted key from a file');

const textOf = async (file: string): Promise<string> => (await readInput(file)).toString('utf8');

/** Undefined where no flag is given. */
export async function tlsFrom(flags: TlsFlags): Promise<TlsIdentity | undefined> {
  const { cacert, cert, key, passphraseFile } = flags;
  const identity: TlsIdentity = {
    ...(cacert === undefined ? {} : { authorities: await textOf(cacert) }),
    ...(cert === undefined ? {} : { certificate: await textOf(cert) }),
    ...(key === undefined ? {} : { key: await textOf(key) }),
    ...(passphraseFile === undefined
      ? {}
      : { passphrase: (await textOf(passphraseFile)).replace(/\r?\n$/, '') }),
  };
  return Object.keys(identity).length === 0 ? undefined : identity;
}
