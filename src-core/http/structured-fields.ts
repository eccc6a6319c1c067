import { type Bytes, fromBase64, toBase64, utf8, utf8Text } from '../bytes/encoding.ts';

/** Structured Field Values for HTTP (RFC 9651), read and printed exactly: a signature is over what is printed. */

export type BareItem =
  | { kind: 'integer' | 'decimal' | 'date'; value: number }
  | { kind: 'string' | 'token' | 'display'; value: string }
  | { kind: 'bytes'; value: Bytes }
  | { kind: 'boolean'; value: boolean };
export type Parameters = ReadonlyMap<string, BareItem>;
export interface Item {
  item: BareItem;
  params: Parameters;
}
export interface InnerList {
  items: Item[];
  params: Parameters;
}
export type Member = Item | InnerList;
export type Dictionary = ReadonlyMap<string, Member>;

export const isInnerList = (member: Member): member is InnerList => 'items' in member;

/** What can't be read. Never leaves this file. */
class Malformed extends Error {}

const keyForm = /[a-z*][a-z0-9_.*-]*/y;
const numberForm = /-?\d+(?:\.\d+)?/y;
const stringForm = /"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"/y;
const tokenForm = /[A-Za-z*][!#$%&'*+.^_`|~A-Za-z0-9:/-]*/y;
const bytesForm = /:([A-Za-z0-9+/]*={0,2}):/y;
const displayForm = /%"((?:[\x20\x21\x23\x24\x26-\x7e]|%[0-9a-f]{2})*)"/y;

class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  private take(form: RegExp): RegExpExecArray {
    form.lastIndex = this.at;
    const match = form.exec(this.text);
    if (!match) throw new Malformed();
    this.at += match[0].length;
    return match;
  }

  private takes(character: string): boolean {
    if (this.text.charAt(this.at) !== character) return false;
    this.at++;
    return true;
  }

  private skip(blanks: string): void {
    while (this.at < this.text.length && blanks.includes(this.text.charAt(this.at))) this.at++;
  }

  private number(): BareItem {
    const [text] = this.take(numberForm);
    const [whole = '', fraction] = text.replace('-', '').split('.');
    if (this.text.charAt(this.at) === '.') throw new Malformed();
    if (fraction === undefined ? whole.length > 15 : whole.length > 12 || fraction.length > 3)
      throw new Malformed();
    return { kind: fraction === undefined ? 'integer' : 'decimal', value: Number(text) };
  }

  private bytes(): BareItem {
    const text = this.take(bytesForm)[1] ?? '';
    const value = fromBase64(text);
    if (!value) throw new Malformed();
    return { kind: 'bytes', value };
  }

  private date(): BareItem {
    this.at++;
    const { kind, value } = this.number();
    if (kind !== 'integer') throw new Malformed();
    return { kind: 'date', value };
  }

  private display(): BareItem {
    const text = this.take(displayForm)[1] ?? '';
    const bytes = text.replace(/%([0-9a-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    const value = utf8Text(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
    if (value === null) throw new Malformed();
    return { kind: 'display', value };
  }

  private bareItem(): BareItem {
    const first = this.text.charAt(this.at);
    if (first === '"') {
      return { kind: 'string', value: (this.take(stringForm)[1] ?? '').replace(/\\(["\\])/g, '$1') };
    }
    if (first === ':') return this.bytes();
    if (first === '@') return this.date();
    if (first === '%') return this.display();
    if (first === '?') {
      this.at++;
      if (this.takes('1')) return { kind: 'boolean', value: true };
      if (this.takes('0')) return { kind: 'boolean', value: false };
      throw new Malformed();
    }
    if (/[-\d]/.test(first)) return this.number();
    return { kind: 'token', value: this.take(tokenForm)[0] };
  }

  private params(): Parameters {
    const params = new Map<string, BareItem>();
    while (this.takes(';')) {
      this.skip(' ');
      const [key] = this.take(keyForm);
      const value: BareItem = this.takes('=') ? this.bareItem() : { kind: 'boolean', value: true };
      params.set(key, value);
    }
    return params;
  }

  private itemWithParams(): Item {
    return { item: this.bareItem(), params: this.params() };
  }

  private innerList(): InnerList {
    const items: Item[] = [];
    for (;;) {
      this.skip(' ');
      if (this.takes(')')) return { items, params: this.params() };
      items.push(this.itemWithParams());
      if (!' )'.includes(this.text.charAt(this.at) || '!')) throw new Malformed();
    }
  }

  private member(): Member {
    return this.takes('(') ? this.innerList() : this.itemWithParams();
  }

  /** Members with commas between them, to the end. */
  private members(read: () => void): void {
    this.skip(' ');
    while (this.at < this.text.length) {
      read();
      this.skip(' \t');
      if (this.at >= this.text.length) return;
      if (!this.takes(',')) throw new Malformed();
      this.skip(' \t');
      if (this.at >= this.text.length) throw new Malformed();
    }
  }

  dictionary(): Dictionary {
    const members = new Map<string, Member>();
    this.members(() => {
      const [key] = this.take(keyForm);
      const member: Member = this.takes('=')
        ? this.member()
        : { item: { kind: 'boolean', value: true }, params: this.params() };
      members.set(key, member);
    });
    return members;
  }

  list(): Member[] {
    const members: Member[] = [];
    this.members(() => members.push(this.member()));
    return members;
  }

  item(): Item {
    this.skip(' ');
    const item = this.itemWithParams();
    this.skip(' ');
    if (this.at < this.text.length) throw new Malformed();
    return item;
  }
}

function read<Result>(text: string, by: (reader: Reader) => Result): Result | null {
  try {
    return by(new Reader(text));
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/** Null where the text is no dictionary. Several header lines are joined by `, ` before. */
export const parseDictionary = (text: string): Dictionary | null =>
  read(text, (reader) => reader.dictionary());
export const parseList = (text: string): Member[] | null => read(text, (reader) => reader.list());
export const parseItem = (text: string): Item | null => read(text, (reader) => reader.item());

/** A decimal rounded to three places, half to even, with at least one place. */
function printDecimal(value: number): string {
  const scaled = value * 1000;
  const floor = Math.floor(scaled);
  const isHalf = scaled - floor === 0.5;
  const rounded = isHalf ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(scaled);
  const text = (rounded / 1000).toString();
  return text.includes('.') ? text : `${text}.0`;
}

const hexByte = (byte: number) => `%${byte.toString(16).padStart(2, '0')}`;

function printBare(item: BareItem): string {
  switch (item.kind) {
    case 'integer':
      return String(item.value);
    case 'decimal':
      return printDecimal(item.value);
    case 'date':
      return `@${item.value}`;
    case 'string':
      return `"${item.value.replace(/["\\]/g, '\\$&')}"`;
    case 'token':
      return item.value;
    case 'display': {
      const bytes = [...utf8(item.value)].map((byte) =>
        byte === 0x25 || byte === 0x22 || byte < 0x20 || byte > 0x7e
          ? hexByte(byte)
          : String.fromCharCode(byte),
      );
      return `%"${bytes.join('')}"`;
    }
    case 'bytes':
      return `:${toBase64(item.value)}:`;
    case 'boolean':
      return item.value ? '?1' : '?0';
  }
}

const isTrue = (item: BareItem): boolean => item.kind === 'boolean' && item.value;

export const printParameters = (params: Parameters): string =>
  [...params].map(([key, item]) => `;${key}${isTrue(item) ? '' : `=${printBare(item)}`}`).join('');

export const printItem = ({ item, params }: Item): string => printBare(item) + printParameters(params);

export const printMember = (member: Member): string =>
  isInnerList(member)
    ? `(${member.items.map(printItem).join(' ')})${printParameters(member.params)}`
    : printItem(member);

export const printList = (members: readonly Member[]): string => members.map(printMember).join(', ');

export const printDictionary = (members: Dictionary): string =>
  [...members]
    .map(([key, member]) =>
      !isInnerList(member) && isTrue(member.item)
        ? key + printParameters(member.params)
        : `${key}=${printMember(member)}`,
    )
    .join(', ');
