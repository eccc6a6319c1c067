/** Choosing among secrets by the name of the key that a request says it was signed with. */

export interface NamedSecret {
  /** Undefined where the secret has no name. */
  keyId: string | undefined;
  secret: string;
}

const stringIn = (value: object, name: string): string | undefined => {
  const found: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  return typeof found === 'string' ? found : undefined;
};

/** The keys of a JSON Web Key (Set), each as text again; null where the secret is none. */
function jsonWebKeys(secret: string): NamedSecret[] | null {
  const text = secret.trim();
  if (!text.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const keys: unknown = 'keys' in value ? value.keys : [value];
    if (!Array.isArray(keys)) return null;
    return keys.flatMap((key: unknown) =>
      typeof key === 'object' && key !== null
        ? [{ keyId: stringIn(key, 'kid'), secret: JSON.stringify(key) }]
        : [],
    );
  } catch {
    return null;
  }
}

/** `<key id>:<secret>` (or a line break between them) taken apart; a JSON Web Key has its `kid`, a bare PEM no name. */
export function namedSecrets(secret: string): NamedSecret[] {
  const keys = jsonWebKeys(secret);
  if (keys) return keys;
  const at = secret.search(/[:\n]/);
  if (at < 1 || secret.startsWith('-----')) return [{ keyId: undefined, secret }];
  return [{ keyId: secret.slice(0, at).trim(), secret: secret.slice(at + 1).trim() }];
}

/** The secrets to try for a request that names `keyId`. By key id, those of another name, or of none, are left out. */
export function secretsFor(
  secrets: readonly string[],
  keyId: string | undefined,
  byKeyId: boolean | undefined,
): string[] {
  if (byKeyId) {
    const named = secrets.flatMap(namedSecrets);
    return named.filter((one) => one.keyId !== undefined && one.keyId === keyId).map(({ secret }) => secret);
  }
  return secrets.flatMap((secret) => {
    const keys = jsonWebKeys(secret);
    if (!keys) return [secret];
    const chosen =
      keyId === undefined ? keys : keys.filter((key) => key.keyId === undefined || key.keyId === keyId);
    return chosen.map((key) => key.secret);
  });
}

/** A secret and the signatures that it may have made. */
export interface Trial<Signature> {
  secret: string;
  candidates: readonly Signature[];
}

/** Every secret with every signature; by key id, each with those that name it. */
export function trialsOf<Signature>(
  secrets: readonly string[],
  candidates: readonly Signature[],
  byKeyId: boolean | undefined,
  keyIdOf: (candidate: Signature) => string | undefined,
): Trial<Signature>[] {
  if (!byKeyId) return secretsFor(secrets, undefined, false).map((secret) => ({ secret, candidates }));
  return secrets.flatMap(namedSecrets).flatMap(({ keyId, secret }) => {
    const own = candidates.filter((candidate) => keyId !== undefined && keyIdOf(candidate) === keyId);
    return own.length === 0 ? [] : [{ secret, candidates: own }];
  });
}
