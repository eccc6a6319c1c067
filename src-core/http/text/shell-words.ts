import { type Bytes, concatBytes, latin1, utf8 } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';

/** A word of a command. Bytes, as `$'\xe9'` writes one that is no text by itself. */
export interface ShellWord {
  bytes: Bytes;
  /** Counted from 1. */
  line: number;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  v: '\v',
};

/** What ends a command: what stands behind it works on its output. */
const operatorForm = /^(?:\d?>{1,2}|\||;|&&|&(?=\s|$))/;

/**
 * The words of the first command of a text, as bash reads them: both quotes, `$'…'`, backslashes, lines continued with
 * one, comments. Nothing is expanded: a variable or a command in it is refused by name. Throws `invalid_input` with the line.
 */
export function shellWords(text: string): ShellWord[] {
  const words: ShellWord[] = [];
  let at = 0;
  let line = 1;
  let parts: Bytes[] | null = null;
  let startLine = 1;

  const refuse = (message: string): never => {
    throw new TackleboxError('invalid_input', message);
  };
  const begin = (): Bytes[] => {
    if (parts === null) startLine = line;
    parts ??= [];
    return parts;
  };
  const add = (piece: string | Bytes) => {
    begin().push(typeof piece === 'string' ? utf8(piece) : piece);
  };
  const end = () => {
    if (parts !== null) words.push({ bytes: concatBytes(...parts), line: startLine });
    parts = null;
  };
  const expansionAt = (from: number) => {
    const name = /^(?:\$\{?\w+\}?|\$\(|`)/.exec(text.slice(from, from + 40))?.[0];
    if (name !== undefined)
      refuse(
        `Line ${line}: ${name === '`' || name === '$(' ? 'a command' : name} stands in the text, which only the shell could fill in. Put its value there.`,
      );
  };

  function singleQuoted() {
    const from = line;
    const close = text.indexOf("'", at + 1);
    if (close < 0) refuse(`Line ${from}: a single quote is opened here and never closed.`);
    const inside = text.slice(at + 1, close);
    line += inside.split('\n').length - 1;
    add(inside);
    at = close + 1;
  }

  function doubleQuoted() {
    const from = line;
    begin();
    at += 1;
    let run = '';
    for (;;) {
      const character = text[at];
      if (character === undefined) refuse(`Line ${from}: a double quote is opened here and never closed.`);
      if (character === '"') break;
      if (character === '\\' && /["\\$`\n]/.test(text[at + 1] ?? '')) {
        if (text[at + 1] === '\n') line += 1;
        else run += text[at + 1];
        at += 2;
        continue;
      }
      expansionAt(at);
      if (character === '\n') line += 1;
      run += character;
      at += 1;
    }
    add(run);
    at += 1;
  }

  /** `$'…'`: escapes as in C. */
  function ansiQuoted() {
    const from = line;
    begin();
    at += 2;
    for (;;) {
      const character = text[at];
      if (character === undefined) refuse(`Line ${from}: $' is opened here and never closed.`);
      if (character === "'") break;
      if (character !== '\\') {
        const run = /^[^'\\]+/.exec(text.slice(at))?.[0] ?? '';
        line += run.split('\n').length - 1;
        add(run);
        at += run.length;
        continue;
      }
      const rest = text.slice(at + 1, at + 12);
      const byte = /^(?:x([0-9a-f]{1,2})|([0-7]{1,3}))/i.exec(rest);
      const point = /^(?:u([0-9a-f]{1,4})|U([0-9a-f]{1,8}))/i.exec(rest);
      const surrogates = /^u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})/i.exec(rest);
      if (surrogates) {
        // Browsers copy characters beyond the first plane so.
        add(String.fromCharCode(...surrogates.slice(1).map((hex) => Number.parseInt(hex, 16))));
        at += 1 + surrogates[0].length;
      } else if (byte) {
        const [all, hex, octal = '0'] = byte;
        const code = hex === undefined ? Number.parseInt(octal, 8) : Number.parseInt(hex, 16);
        add(latin1(String.fromCharCode(code)));
        at += 1 + all.length;
      } else if (point) {
        const code = Number.parseInt(point[1] ?? point[2] ?? '0', 16);
        if (code > 0x10ffff) refuse(`Line ${line}: \\${point[0]} is no character.`);
        add(String.fromCodePoint(code));
        at += 1 + point[0].length;
      } else {
        const [next = ''] = rest;
        // Before anything else a backslash stands for itself.
        add(escapes[next] ?? (/['"\\?]/.test(next) ? next : `\\${next}`));
        if (next === '\n') line += 1;
        at += 2;
      }
    }
    at += 1;
  }

  while (at < text.length) {
    const character = text[at] ?? '';
    const pair = text.slice(at, at + 2);
    const continued = /^\\[ \t]*\r?\n/.exec(text.slice(at, at + 80))?.[0];
    if (continued) {
      line += 1;
      at += continued.length;
    } else if (character === '\n') {
      end();
      line += 1;
      at += 1;
      if (words.length > 0) break;
    } else if (/\s/.test(character)) {
      end();
      at += 1;
    } else if (character === '#' && parts === null) {
      const stop = text.indexOf('\n', at);
      at = stop < 0 ? text.length : stop;
    } else if (character === "'") singleQuoted();
    else if (character === '"' || pair === '$"') {
      if (character === '$') at += 1;
      doubleQuoted();
    } else if (pair === "$'") ansiQuoted();
    else if (character === '\\') {
      add(text[at + 1] ?? '\\');
      at += 2;
    } else if (operatorForm.test(text.slice(at, at + 3)) && (parts === null || /[|;&>]/.test(character))) {
      break;
    } else {
      expansionAt(at);
      const run = /^[^\s'"\\$`|;&>]+/.exec(text.slice(at))?.[0] ?? character;
      add(run);
      at += run.length;
    }
  }
  end();
  return words;
}
