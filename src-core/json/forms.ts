import { FormReader, type JsonNode, type Member } from './form-reader.ts';
import { type KeyOrder, ordered } from './key-order.ts';
import { stringValue } from './tokens.ts';

/**
 * JSON taken apart and printed again as other programs would: key order, repeated keys and the text of numbers and strings
 * are kept unless a style changes them, so that a printed form is exact.
 */

export interface JsonStyle {
  /** Spaces or a tab a level; absent: in one line. */
  indent?: string;
  /** Between items on one line. */
  itemSeparator?: string;
  keySeparator?: string;
  sortKeys?: boolean;
  /** Another order of keys than they stand in; wins over `sortKeys`. */
  order?: KeyOrder;
  /** What a line is broken with; a line feed where absent. */
  lineBreak?: string;
  /** Lists stand on one line (`[ 1, 2 ]`) though objects don't: Jackson. */
  inlineLists?: boolean;
  /** Members that are left out: those that are null, or also those that are empty. */
  omit?: 'nulls' | 'empties';
  /** Empty objects become empty lists: PHP, which has one type for both. */
  emptyObject?: '{}' | '[]';
  /** Inside empty lists and objects when laid out: nothing, a blank (Jackson), a line break (old Ruby). */
  insideEmpty?: string;
  /** Given the text of every string first: dates that a library printed anew. */
  values?: (text: string) => string;
  /** Given the text of strings that some program writes in another way; the others are printed as they stand. */
  strings?: (text: string) => string;
  /** Given numbers that aren't plain whole ones of up to 15 digits, which every program prints alike. */
  numbers?: (raw: string) => string;
  /** `numbers` is given plain ones too. */
  everyNumber?: boolean;
}

/** A parsed JSON text that can be printed in many styles. */
export interface JsonForm {
  print(style: JsonStyle): string;
}

/** Whether a member of this value is left out. */
function isOmitted(value: JsonNode, omit: 'nulls' | 'empties'): boolean {
  if (value.kind === 'scalar' && value.raw === 'null') return true;
  if (omit === 'nulls') return false;
  if (value.kind === 'string') return value.raw === '""';
  return (
    (value.kind === 'list' && value.items.length === 0) ||
    (value.kind === 'object' && value.members.length === 0)
  );
}

/** Prints in one style. Text is appended to one string, which engines do faster than joining pieces. */
class Printer {
  text = '';
  private readonly style: JsonStyle;
  private readonly colon: string;
  private readonly lineBreak: string;

  constructor(style: JsonStyle) {
    this.style = style;
    this.lineBreak = style.lineBreak ?? '\n';
    this.colon = style.keySeparator ?? (style.indent === undefined ? ':' : ': ');
  }

  private key(raw: string, plain: boolean): void {
    this.text += plain || !this.style.strings ? raw : this.style.strings(stringValue(raw));
  }

  private string(raw: string, plain: boolean): void {
    const { values, strings } = this.style;
    if (values && raw.length < 48) {
      const text = stringValue(raw);
      const other = values(text);
      if (other !== text) {
        this.text += strings ? strings(other) : JSON.stringify(other);
        return;
      }
    }
    this.text += plain || !strings ? raw : strings(stringValue(raw));
  }

  private members(node: JsonNode & { kind: 'object' }, isTop: boolean): readonly Member[] {
    const { order, sortKeys, omit } = this.style;
    const wanted = order ?? (sortKeys ? 'code-unit' : undefined);
    const members = wanted ? ordered(node.members, wanted, isTop) : node.members;
    return omit ? members.filter(({ value }) => !isOmitted(value, omit)) : members;
  }

  /** `newline` is a line break with the indentation of the level. */
  print(node: JsonNode, newline: string): void {
    if (node.kind === 'string') this.string(node.raw, node.plain);
    else if (node.kind === 'scalar') this.text += node.raw;
    else if (node.kind === 'number') {
      this.text +=
        (node.plain && !this.style.everyNumber) || !this.style.numbers
          ? node.raw
          : this.style.numbers(node.raw);
    } else if (node.kind === 'list') this.list(node.items, newline);
    else this.object(this.members(node, newline === this.lineBreak), newline);
  }

  private empty(open: string, close: string, newline: string): void {
    const { insideEmpty = '', indent } = this.style;
    const inside = indent === undefined ? '' : insideEmpty.replaceAll('\n', newline);
    this.text += open + inside + close;
  }

  private list(items: readonly JsonNode[], newline: string): void {
    if (items.length === 0) {
      this.empty('[', ']', newline);
      return;
    }
    const { indent, itemSeparator = ',', inlineLists } = this.style;
    if (inlineLists) {
      this.inlineList(items, newline);
      return;
    }
    const inner = indent === undefined ? '' : newline + indent;
    let before = `[${inner}`;
    for (const item of items) {
      this.text += before;
      this.print(item, inner);
      before = indent === undefined ? itemSeparator : `,${inner}`;
    }
    this.text += indent === undefined ? ']' : `${newline}]`;
  }

  private inlineList(items: readonly JsonNode[], newline: string): void {
    let before = '[ ';
    for (const item of items) {
      this.text += before;
      this.print(item, newline);
      before = ', ';
    }
    this.text += ' ]';
  }

  private object(members: readonly Member[], newline: string): void {
    if (members.length === 0) {
      if (this.style.emptyObject === '[]') this.text += '[]';
      else this.empty('{', '}', newline);
      return;
    }
    const { indent, itemSeparator = ',' } = this.style;
    const inner = indent === undefined ? '' : newline + indent;
    let before = `{${inner}`;
    for (const { key, plain, value } of members) {
      this.text += before;
      this.key(key, plain);
      this.text += this.colon;
      this.print(value, inner);
      before = indent === undefined ? itemSeparator : `,${inner}`;
    }
    this.text += indent === undefined ? '}' : `${newline}}`;
  }
}

/** Takes JSON text apart; null where it isn't JSON (or nests beyond all sense). */
export function parseJsonForm(text: string): JsonForm | null {
  try {
    JSON.parse(text);
    const root = new FormReader(text).read();
    return {
      print(style) {
        const printer = new Printer(style);
        printer.print(root, style.lineBreak ?? '\n');
        return printer.text;
      },
    };
  } catch {
    return null;
  }
}
