import { type Bytes, equalBytes, utf8, utf8Text } from '../../bytes/encoding.ts';
import { type JsonForm, parseJsonForm } from '../../json/forms.ts';
import { nestsDeeperThan } from '../../json/nesting.ts';
import { unframed } from './body-framing.ts';
import { compressedBodies, insideBodies, insideOthers, withoutMembers } from './body-inside.ts';
import { recasedKeys } from './body-keys.ts';
import type { BodyChange } from './body-layers.ts';
import { goString, javaString, nodeInspect, pythonRepr, rubyInspect } from './body-reprs.ts';
import { rewritten } from './body-rewriting.ts';
import { fix, rawBodyFixes } from './fixes.ts';
import { printedForms } from './json-printing.ts';
import type { Mistake, Supposition, Surroundings } from './mistake.ts';

/** No handler's payload nests so deep, and printing it in lines takes the square of its depth. */
const maxNesting = 400;

/** Families of what happens to a body between the signer and here, or before it was signed. */

const bodyFamily = (
  id: string,
  changes: (body: Bytes, around: Surroundings) => Iterable<BodyChange>,
  words: Pick<Mistake, 'explanation'> & Partial<Mistake>,
): Mistake => ({
  id,
  slot: 'body',
  *suppose(situation, around): Iterable<Supposition> {
    const { request } = situation;
    for (const { id: own, done, body } of changes(request.body, around)) {
      if (equalBytes(body, request.body)) continue;
      yield {
        situation: { ...situation, request: { ...request, body } },
        words: { id: own, title: `It becomes genuine when ${done}.` },
      };
    }
  },
  title: 'It becomes genuine with another body.',
  fixes: rawBodyFixes,
  ...words,
});

const bodyFramed = bodyFamily('body-framed', unframed, {
  explanation:
    'The signed body is inside of what arrived: it was compressed, encoded, framed or put into something after it was signed.',
  fixes: [
    fix(
      'AWS Lambda',
      'API Gateway hands binary bodies over as base64 and says so.',
      "Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')",
    ),
    ...rawBodyFixes,
  ],
});

const bodyInside = bodyFamily('body-inside', insideBodies, {
  explanation:
    'The signature covers a part of what arrived: the body was put into an event, a message or a list, or a member of it was signed alone.',
  fixes: [
    fix(
      'AWS Lambda',
      'Verify event.body, not the event.',
      "const raw = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')",
    ),
    fix('Anywhere', 'Let both sides agree on what is signed: the whole body, byte for byte, is the custom.'),
  ],
});

const bodyMemberAdded = bodyFamily('body-member-added', withoutMembers, {
  explanation:
    'A gateway, a middleware or the sender itself put something into the JSON after it was signed.',
  fixes: [fix('A proxy in between', 'Let it add headers, not fields of the body.'), ...rawBodyFixes],
});

const bodyRewritten = bodyFamily('body-rewritten', rewritten, {
  explanation:
    'The bytes that were signed and those that arrived differ by a change of encoding, white space or escapes.',
});

const bodyTakenOut = bodyFamily('body-taken-out', insideOthers, {
  explanation: 'The signature covers something round this body, or the text that a program printed for it.',
});

const bodyInflated = bodyFamily('body-inflated', compressedBodies, {
  late: true,
  explanation:
    'The signature covers the compressed bytes, which a server or framework inflated before they came here.',
  fixes: [
    fix(
      'Anywhere',
      'Verify before the body is decompressed, or ask the sender to sign before it compresses.',
    ),
    ...rawBodyFixes,
  ],
});

const forms = new WeakMap<Bytes, { form: JsonForm | null; text: string }>();
const maxPrintedBytes = 33_554_432;

function formOf(body: Bytes): { form: JsonForm | null; text: string } {
  const known = forms.get(body);
  if (known) return known;
  const text = body.length > maxPrintedBytes ? null : utf8Text(body);
  const made = { form: text === null ? null : parseJsonForm(text), text: text ?? '' };
  forms.set(body, made);
  return made;
}

const printedFixes = [...rawBodyFixes];
const printedAgain =
  'The body was parsed and printed again, before or after it was signed, so that its bytes differ while its meaning is the same (JSON serialised anew).';

/** How many printed forms of a body are worth their time: a large one costs as much as hundreds of small ones. */
const formLimit = (bytes: number) =>
  bytes <= 4096 ? 1000 : bytes <= 16_384 ? 500 : bytes <= 262_144 ? 60 : 14;

const printing = (
  id: string,
  count: (bytes: number) => [from: number, to: number],
  more: Partial<Mistake>,
): Mistake =>
  bodyFamily(
    id,
    function* (body) {
      const { form, text } = formOf(body);
      if (!form) return;
      const [from, to] = count(body.length);
      let at = 0;
      const ended: BodyChange[] = [];
      for (const printed of printedForms(form, text.length, to)) {
        if (at++ < from || printed.text === text) continue;
        const done = `the body is printed as JSON with ${printed.traits.join(', ')}`;
        yield { id: 'body-reprinted', done, body: utf8(printed.text) };
        if (from > 0 || body.length > endedBytes) continue;
        ended.push({
          id: 'body-reprinted',
          done: `${done}, and a line break (newline) at its end, as command line tools and encoders put there`,
          body: utf8(`${printed.text}\n`),
        });
      }
      yield* ended;
    },
    { explanation: printedAgain, fixes: printedFixes, ...more },
  );

/** Larger bodies are printed with a line break at the end only in pairs with the plainest mistakes. */
const endedBytes = 65_536;
const commonForms = (bytes: number) => (bytes <= 16_384 ? 90 : 14);
const bodyPrinted = printing('body-reprinted', (bytes) => [0, commonForms(bytes)], {});
const bodyPrintedRarely = printing('body-reprinted', (bytes) => [commonForms(bytes), formLimit(bytes)], {
  late: true,
});

/** JSON text without the white space between its tokens, in one pass. */
function withoutSpace(text: string): string {
  if (!/[\s]/.test(text)) return text;
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, string: string | undefined) => string ?? '');
}

/** V8's own parse and stringify, which is what most receivers do: quick even for large bodies. */
const bodyStringifiedByV8 = bodyFamily(
  'body-reprinted-javascript',
  function* (body) {
    const text = utf8Text(body);
    if (text === null || !/^\s*[[{]/.test(text) || nestsDeeperThan(text, maxNesting)) return;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return;
    }
    const byV8 = JSON.stringify(value);
    const compact = withoutSpace(text);
    yield {
      id: 'body-reprinted-compact',
      done: 'the body is printed as compact JSON: something laid it out anew',
      body: utf8(compact),
    };
    if (byV8 !== compact)
      yield {
        id: 'body-reprinted-javascript',
        done: 'the body is printed as JSON.stringify(JSON.parse(body))',
        body: utf8(byV8),
      };
    yield {
      id: 'body-reprinted-2-spaces',
      done: 'the body is printed as JSON.stringify(JSON.parse(body), null, 2)',
      body: utf8(JSON.stringify(value, null, 2)),
    };
  },
  { explanation: printedAgain, fixes: printedFixes },
);

const bodyRecased = bodyFamily(
  'body-keys-recased',
  function* (body) {
    const text = body.length > 1_048_576 ? null : utf8Text(body);
    if (text === null || !/^\s*[[{]/.test(text)) return;
    for (const { style, text: recased } of recasedKeys(text)) {
      const done = `the keys (names of fields) are in ${style}: something on the way renamed them`;
      yield { id: 'body-keys-recased', done, body: utf8(recased) };
      if (nestsDeeperThan(text, maxNesting)) continue;
      const form = parseJsonForm(recased);
      for (const indent of ['', '  ', '    ']) {
        const printed = form?.print(indent === '' ? {} : { indent });
        if (printed !== undefined && printed !== recased)
          yield { id: 'body-keys-recased', done: `${done} and laid it out anew`, body: utf8(printed) };
      }
    }
  },
  {
    explanation:
      'The JSON was read into a class or record and printed with names in another case (camelCase, snake_case).',
    fixes: printedFixes,
  },
);

const formOfFields = (fields: readonly [string, string][]) => {
  const form = new URLSearchParams();
  for (const [name, value] of fields) form.append(name, value);
  return form.toString();
};

const bodyRepr = bodyFamily(
  'body-repr',
  function* (body) {
    const text = body.length > 1_048_576 ? null : utf8Text(body);
    if (text === null || !/^\s*[[{]/.test(text) || nestsDeeperThan(text, maxNesting)) return;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return;
    }
    yield {
      id: 'body-repr',
      done: "the body is printed as Python's str() or repr() of a dict (single quotes, True, None)",
      body: utf8(pythonRepr(value)),
    };
    yield {
      id: 'body-repr',
      done: "the body is printed as Ruby's inspect of a hash (=>, nil)",
      body: utf8(rubyInspect(value, '=>')),
    };
    yield {
      id: 'body-repr',
      done: "the body is printed as Ruby's inspect of a hash ( => , nil)",
      body: utf8(rubyInspect(value, ' => ')),
    };
    yield {
      id: 'body-repr',
      done: "the body is printed as Java's toString of a map ({name=value})",
      body: utf8(javaString(value)),
    };
    yield {
      id: 'body-repr',
      done: "the body is printed as Go's %v of a map (map[name:value])",
      body: utf8(goString(value)),
    };
    for (const inspected of nodeInspect(value))
      yield {
        id: 'body-repr',
        done: "the body is printed as Node's util.inspect or console.log of an object",
        body: utf8(inspected),
      };
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const fields = Object.entries(value).map(([name, one]): [string, string] => [
        name,
        typeof one === 'object' ? JSON.stringify(one) : String(one),
      ]);
      yield {
        id: 'body-as-form',
        done: 'the fields of the body are printed as a form (URL-encoded)',
        body: utf8(formOfFields(fields)),
      };
      yield {
        id: 'body-values-joined',
        done: 'the values of the body alone are signed, one after the other',
        body: utf8(fields.map(([, one]) => one).join('')),
      };
      const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
      yield {
        id: 'body-as-form',
        done: 'the sorted fields of the body are printed as name=value pairs',
        body: utf8(sorted.map(([name, one]) => `${name}=${one}`).join('&')),
      };
    }
  },
  {
    explanation: 'The signer turned a parsed body into text by its language’s own printer, which is no JSON.',
    fixes: [fix('At the sender', 'Make the JSON text once, sign that text, and send that text.')],
  },
);

export const bodyFamilies = {
  quick: [bodyFramed],
  common: [bodyStringifiedByV8, bodyRewritten, bodyInside, bodyPrinted, bodyTakenOut],
  rare: [bodyMemberAdded, bodyRecased, bodyRepr, bodyInflated],
  last: [bodyPrintedRarely],
} as const satisfies Record<string, readonly Mistake[]>;
