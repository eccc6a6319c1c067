import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { Scheme } from '#core/signing/schemes/scheme.ts';
import { readInput } from './inputs.ts';

export interface SchemeFlag {
  scheme?: string;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TackleboxError('invalid_input', `${file} is no JSON: ${why}`, { cause });
  }
}

/** A scheme of the user's own, from a JSON file. What is wrong with it is named by its path. */
export async function schemeFrom({ scheme: file }: SchemeFlag): Promise<Scheme | undefined> {
  if (file === undefined) return undefined;
  const parsed = Scheme.safeParse(parseJson((await readInput(file)).toString('utf8'), file));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'scheme'}: ${message}`);
  throw new TackleboxError('invalid_input', `${file} is no signature scheme. ${issues.join('; ')}`);
}
