import { nearest } from '../../errors/nearest.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import { componentProblem } from '../kinds/message-components.ts';
import { fieldsOf } from './fields.ts';
import type { Scheme } from './scheme.ts';
import { signatureFormat } from './signature-format.ts';
import { parseTemplate } from './template.ts';
import { wrap } from './value-format.ts';

/** What is wrong with a template, and where in the scheme it stands. */
export interface TemplateProblem {
  path: (string | number)[];
  message: string;
}

/** Reads names of fields out of a template; throws scheme_invalid where it can't be read. */
type Read = () => readonly string[];

const content =
  (text: string): Read =>
  () =>
    parseTemplate(text).fields;

/** A format of one part, such as `Bearer {secret}`. */
const around =
  (format: string, part: string): Read =>
  () => {
    wrap(format, part, '');
    return [];
  };

/** Components that can't be read, or never have a value in a request. */
const componentReads = (where: string, components: readonly string[]): [(string | number)[], Read][] =>
  components.map((text, at) => [
    [where, at],
    () => {
      const problem = componentProblem(text);
      if (problem !== null) throw new TackleboxError('scheme_invalid', `${problem}.`);
      return [];
    },
  ]);

function readsOf(scheme: Scheme): [path: (string | number)[], read: Read][] {
  const madeUp = fieldsOf(scheme).map(({ madeUp }, at): [(string | number)[], Read] => [
    ['fields', at, 'madeUp'],
    content(madeUp),
  ]);
  switch (scheme.kind) {
    case 'hmac':
    case 'asymmetric':
      return [
        [['signedContent'], content(scheme.signedContent)],
        ...(scheme.alsoSigned ?? []).map((text, at): [(string | number)[], Read] => [
          ['alsoSigned', at],
          content(text),
        ]),
        [
          ['signature', 'format'],
          () => signatureFormat(scheme.signature.format, scheme.signature.separator).fields,
        ],
        ...madeUp,
      ];
    case 'jwt': {
      const { at, claims, header = {} } = scheme;
      const texts = [
        ...Object.entries(claims).map(([name, value]) => ['claims', name, value] as const),
        ...Object.entries(header).map(([name, value]) => ['header', name, value] as const),
      ];
      return [
        ...(at.in === 'header' ? [[['at', 'format'], around(at.format, 'jwt')] as [string[], Read]] : []),
        ...texts.flatMap(([where, name, value]): [(string | number)[], Read][] =>
          typeof value === 'string' ? [[[where, name], content(value)]] : [],
        ),
        ...madeUp,
      ];
    }
    case 'http-signature':
      return [
        ...componentReads('components', scheme.components),
        ...componentReads('required', scheme.required ?? []),
        ...madeUp,
      ];
    case 'static-token':
      return [[['format'], around(scheme.format, 'secret')]];
    default:
      return madeUp;
  }
}

function problemOf(read: Read, declared: readonly string[]): string | null {
  try {
    const unknown = read().find((name) => !declared.includes(name));
    if (unknown === undefined) return null;
    const [meant] = nearest(unknown, declared, 1);
    const hint = meant === undefined ? 'the scheme has no fields' : `did you mean {field:${meant}}?`;
    return `reads {field:${unknown}}, which is none of the scheme's fields; ${hint}`;
  } catch (error) {
    if (error instanceof TackleboxError) return error.message;
    throw error;
  }
}

/** Every template and format of a scheme that can't be read: found where the scheme comes in, not at its first request. */
export function templateProblems(scheme: Scheme): TemplateProblem[] {
  const declared = fieldsOf(scheme).map(({ name }) => name);
  return readsOf(scheme).flatMap(([path, read]) => {
    const message = problemOf(read, declared);
    return message === null ? [] : [{ path, message }];
  });
}
