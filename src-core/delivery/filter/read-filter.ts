import { both, type Expression, everything } from './expression.ts';
import { type FilterKey, filterKeyOf, filterKeys } from './fields.ts';
import { type Lexeme, lexemesOf, type Place } from './lex.ts';

/** A stretch of a filter's text, so that it can be drawn as what it means. */
export interface FilterToken extends Place {
  kind: 'token' | 'word' | 'operator' | 'problem';
}

export interface FilterProblem extends Place {
  /** What is wrong there and what was expected, in a sentence. */
  message: string;
}

/** A filter's text, read. What has a problem is left out of the expression. */
export interface ReadFilter {
  expression: Expression;
  tokens: FilterToken[];
  problems: FilterProblem[];
}

/** Longer texts are nobody's filter. */
export const longestFilter = 4000;

/** Brackets deeper than this are a mistake. */
const deepest = 32;

/** `provder` is `provider` mistyped: one letter less, more, other, or two exchanged. */
function isNearly(typed: string, name: string): boolean {
  if (Math.abs(typed.length - name.length) > 1 || name.length < 4) return false;
  let at = 0;
  while (at < typed.length && at < name.length && typed[at] === name[at]) at += 1;
  const [left, right] = [typed.slice(at), name.slice(at)];
  return (
    left.slice(1) === right ||
    left === right.slice(1) ||
    left.slice(1) === right.slice(1) ||
    (left.slice(2) === right.slice(2) && left[0] === right[1] && left[1] === right[0])
  );
}

const nearKey = (name: string): FilterKey | undefined =>
  filterKeys.find((key) => isNearly(name.toLowerCase(), key.name));

/** What is wrong with a word that was meant to be a key and its value; null where it is a word. */
function mistakenKey(word: string): string | null {
  const path = /^(body|header)[.[]/i.exec(word)?.[1];
  const comparator = /[:=<>]/.exec(word);
  const key = path === undefined || !comparator ? undefined : filterKeyOf(path);
  if (key) return `${word.slice(0, comparator?.index)}: takes ${key.takes}.`;
  const name = /^([a-z][a-z_-]*)[:=<>]\S/i.exec(word)?.[1];
  const near = name === undefined ? undefined : nearKey(name);
  return near ? `"${name}" is no key; "${near.name}" is. To search for the text, put it in quotes.` : null;
}

/** A value's alternatives: `404,5xx`. What stands in quotes, or is compared, is one. */
const alternativesOf = (text: string, quoted: boolean, key: FilterKey): string[] =>
  quoted || key.name === 'body' || key.name === 'header' || key.name === 'target' || !text.includes(',')
    ? [text]
    : text.split(',').filter((each) => each !== '');

class Reader {
  readonly problems: FilterProblem[] = [];
  readonly tokens: FilterToken[] = [];
  private readonly lexemes: readonly Lexeme[];
  private at = 0;
  private depth = 0;

  constructor(lexemes: readonly Lexeme[]) {
    this.lexemes = lexemes;
  }

  read(): Expression {
    const parts: Expression[] = [];
    while (this.at < this.lexemes.length) {
      parts.push(this.any());
      // A closing bracket that opens nothing is no lexeme, so whatever stops `any` here is one.
      if (this.lexemes[this.at]?.kind === 'close') this.at += 1;
    }
    return parts.reduce(both, everything);
  }

  /** `a OR b`. */
  private any(): Expression {
    const of = [this.all()];
    for (let next = this.lexemes[this.at]; next?.kind === 'or'; next = this.lexemes[this.at]) {
      this.take(next, 'operator');
      const before = this.at;
      const right = this.all();
      if (this.at === before)
        this.complain(next, 'OR stands between two conditions; the one behind it is missing.');
      else of.push(right);
    }
    const told = of.filter((each) => each.op !== 'all' || each.of.length > 0);
    const [only] = told;
    return told.length < 2 ? (only ?? everything) : { op: 'any', of: told };
  }

  /** `a b`. */
  private all(): Expression {
    let found = everything;
    for (let next = this.lexemes[this.at]; next; next = this.lexemes[this.at]) {
      if (next.kind === 'or' || next.kind === 'close') break;
      found = both(found, this.one(next));
    }
    return found;
  }

  private one(lexeme: Lexeme): Expression {
    switch (lexeme.kind) {
      case 'not':
        return this.negated(lexeme);
      case 'open':
        return this.bracketed(lexeme);
      case 'term':
        return this.term(lexeme);
      case 'word':
        return this.word(lexeme);
      default:
        this.take(lexeme, 'operator');
        return everything;
    }
  }

  private negated(lexeme: Lexeme): Expression {
    this.take(lexeme, 'operator');
    const next = this.lexemes[this.at];
    if (!next || next.kind === 'or' || next.kind === 'close') {
      this.complain(lexeme, 'NOT stands before a condition; there is none behind it.');
      return everything;
    }
    this.depth += 1;
    const of = this.depth > deepest ? this.tooDeep(next) : this.one(next);
    this.depth -= 1;
    return of.op === 'all' && of.of.length === 0 ? everything : { op: 'not', of };
  }

  private bracketed(open: Lexeme): Expression {
    this.take(open, 'operator');
    this.depth += 1;
    const inside = this.depth > deepest ? this.tooDeep(open) : this.any();
    this.depth -= 1;
    const close = this.lexemes[this.at];
    if (close?.kind === 'close') this.take(close, 'operator');
    else this.complain(open, 'This bracket is not closed.');
    return inside;
  }

  private tooDeep(lexeme: Lexeme): Expression {
    this.complain(lexeme, `A filter has at most ${deepest} brackets within one another.`);
    this.at = this.lexemes.length;
    return everything;
  }

  private word(lexeme: Lexeme & { kind: 'word' }): Expression {
    const problem = lexeme.quoted ? null : mistakenKey(lexeme.text);
    if (problem !== null) {
      this.take(lexeme, 'problem');
      this.complain(lexeme, problem);
      return everything;
    }
    this.take(lexeme, 'word');
    if (lexeme.text.trim() === '') return everything;
    const phrase = lexeme.quoted && /\s/.test(lexeme.text.trim());
    return { op: 'is', condition: { kind: 'words', text: lexeme.text, phrase } };
  }

  private term(lexeme: Lexeme & { kind: 'term' }): Expression {
    const key = filterKeyOf(lexeme.key);
    const { text, quoted } = lexeme.value;
    // Still being typed.
    if (!key || (text === '' && !quoted)) {
      this.take(lexeme, 'token');
      return everything;
    }
    const { comparator } = lexeme;
    const read = alternativesOf(text, quoted, key).map((each) =>
      key.read({ text: each, quoted, comparator }, lexeme.key),
    );
    const found = read.filter((each) => each !== null);
    if (found.length === 0 || found.length < read.length) {
      this.take(lexeme, 'problem');
      this.complain(lexeme, `${lexeme.key}: takes ${key.takes}.`);
      return everything;
    }
    this.take(lexeme, 'token');
    const [only] = found;
    const expression: Expression = found.length === 1 && only ? only : { op: 'any', of: found };
    return comparator === '!=' ? { op: 'not', of: expression } : expression;
  }

  private take({ start, end }: Place, kind: FilterToken['kind']): void {
    this.tokens.push({ start, end, kind });
    this.at += 1;
  }

  private complain({ start, end }: Place, message: string): void {
    this.problems.push({ start, end, message });
  }
}

/**
 * Reads a filter: `provider:stripe status:5xx body.data.amount>1000 header.x-github-event:push size:>1MB since:1h
 * -type:ping ("past due" OR refund)`. Conditions beside one another must all hold; `OR`, brackets and `-` (or `NOT`) do what
 * they say. Words without a key are searched for. A key without a value is no problem: it is being typed.
 */
export function readFilter(text: string): ReadFilter {
  if (text.length > longestFilter) {
    const problem = {
      start: 0,
      end: text.length,
      message: `A filter has at most ${longestFilter} characters.`,
    };
    return {
      expression: everything,
      tokens: [{ start: 0, end: text.length, kind: 'problem' }],
      problems: [problem],
    };
  }
  const reader = new Reader(lexemesOf(text, (name) => filterKeyOf(name) !== undefined));
  const expression = reader.read();
  return { expression, tokens: reader.tokens, problems: reader.problems };
}
