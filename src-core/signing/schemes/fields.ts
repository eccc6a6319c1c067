import type { Crypto } from '../../bytes/crypto.ts';
import { lossyText } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { SignedRequest } from '../../http/request.ts';
import { evaluate, joinPieces } from './signed-content.ts';
import { parseTemplate } from './template.ts';
import type { FieldValues, SchemeField } from './terms.ts';

interface HasFields {
  fields?: readonly SchemeField[] | undefined;
}

/** The fields of any kind of scheme. */
export const fieldsOf = (scheme: object): readonly SchemeField[] =>
  'fields' in scheme && Array.isArray(scheme.fields) ? (scheme as { fields: SchemeField[] }).fields : [];

/** Values that are known: those given, else those that the scheme came with. Empty ones count as not given. */
export function knownFields({ fields }: HasFields, given: FieldValues | undefined): FieldValues {
  const known: FieldValues = {};
  for (const { name, value } of fields ?? []) {
    const text = given?.[name] || value;
    if (text) known[name] = text;
  }
  return known;
}

/** Values to sign with: what is not known is made up, by the scheme's own templates. */
export function signingFields(
  scheme: HasFields,
  given: FieldValues | undefined,
  request: SignedRequest,
  crypto: Crypto,
): FieldValues {
  const known = knownFields(scheme, given);
  for (const { name, madeUp } of scheme.fields ?? []) {
    known[name] ??= lossyText(joinPieces(evaluate(parseTemplate(madeUp), { crypto, request }).pieces));
  }
  return known;
}

/** Throws invalid_input for a value whose name none of the schemes knows: passed over, the request would say another thing. */
export function requireKnownFields(schemes: readonly object[], given: FieldValues | undefined): void {
  const known = [...new Set(schemes.flatMap(fieldsOf).map(({ name }) => name))];
  const unknown = Object.keys(given ?? {}).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const hint = known.length === 0 ? 'It has none.' : `It has ${known.join(', ')}.`;
  throw new TackleboxError('invalid_input', `The scheme has no field ${JSON.stringify(unknown)}. ${hint}`);
}

/** The scheme with values in its fields, so that it can be kept and used without them being given again. */
export function withFieldValues<Kind extends object>(scheme: Kind, given: FieldValues | undefined): Kind {
  const fields = fieldsOf(scheme);
  if (!given || fields.length === 0) return scheme;
  const filled = fields.map((field) => {
    const value = given[field.name] || field.value;
    return value ? { ...field, value } : field;
  });
  return { ...scheme, fields: filled };
}
