import { generateKeyPairSync, type KeyObject } from 'node:crypto';

export const privatePem = (pair: { privateKey: KeyObject }) =>
  pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
export const publicPem = (pair: { publicKey: KeyObject }) =>
  pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
export const publicDer = (pair: { publicKey: KeyObject }) =>
  pair.publicKey.export({ type: 'spki', format: 'der' });

export const ed25519 = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')] as const;
export const p256 = [
  generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  generateKeyPairSync('ec', { namedCurve: 'P-256' }),
] as const;
export const rsa = [
  generateKeyPairSync('rsa', { modulusLength: 2048 }),
  generateKeyPairSync('rsa', { modulusLength: 2048 }),
] as const;
