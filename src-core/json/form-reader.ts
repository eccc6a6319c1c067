/** JSON taken apart with the text of every key, number and string as it stands, so that it can be printed again to the letter. */

import { endOfScalar, endOfString, skipSpace } from './tokens.ts';

export type JsonNode =
  | { kind: 'scalar'; raw: string }
  /** `plain`: printed alike in every style. */
  | { kind: 'string'; raw: string; plain: boolean }
  | { kind: 'number'; raw: string; plain: boolean }
  | { kind: 'list'; items: JsonNode[] }
  | { kind: 'object'; members: Member[] };

export interface Member {
  key: string;
  plain: boolean;
  value: JsonNode;
}

/** Characters that styles differ about. */
const special = /[\\/<>&'+=`\u007f-\uffff]/;
const plainNumber = /^-?[1-9]\d{0,14}$|^0$/;

/** Deeper nesting isn't printed again: no webhook has it, and recursion must end. */
const maxDepth = 400;

/** Reads JSON that JSON.parse has read before. Throws a SyntaxError for what nests too deeply. */
export class FormReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(): JsonNode {
    const node = this.value(0);
    this.at = skipSpace(this.text, this.at);
    if (this.at < this.text.length) throw new SyntaxError('text after the value');
    return node;
  }

  private value(depth: number): JsonNode {
    if (depth > maxDepth) throw new SyntaxError('nested too deeply');
    this.at = skipSpace(this.text, this.at);
    const code = this.text.charCodeAt(this.at);
    if (code === 0x22) {
      const raw = this.string();
      return { kind: 'string', raw, plain: !special.test(raw) };
    }
    if (code === 0x7b) return this.object(depth);
    if (code === 0x5b) return this.list(depth);
    const start = this.at;
    this.at = endOfScalar(this.text, start);
    const raw = this.text.slice(start, this.at);
    const isNumber = code === 0x2d || (code >= 0x30 && code <= 0x39);
    return isNumber ? { kind: 'number', raw, plain: plainNumber.test(raw) } : { kind: 'scalar', raw };
  }

  private string(): string {
    const start = this.at;
    this.at = endOfString(this.text, start);
    return this.text.slice(start, this.at);
  }

  private list(depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.at++;
    this.at = skipSpace(this.text, this.at);
    while (this.text.charCodeAt(this.at) !== 0x5d) {
      items.push(this.value(depth + 1));
      this.separator(0x5d);
    }
    this.at++;
    return { kind: 'list', items };
  }

  private object(depth: number): JsonNode {
    const members: Member[] = [];
    this.at++;
    this.at = skipSpace(this.text, this.at);
    while (this.text.charCodeAt(this.at) !== 0x7d) {
      const key = this.string();
      this.at = skipSpace(this.text, this.at);
      this.at++;
      members.push({ key, plain: !special.test(key), value: this.value(depth + 1) });
      this.separator(0x7d);
    }
    this.at++;
    return { kind: 'object', members };
  }

  private separator(close: number): void {
    this.at = skipSpace(this.text, this.at);
    const code = this.text.charCodeAt(this.at);
    if (code === 0x2c) this.at++;
    else if (code !== close) throw new SyntaxError('comma expected');
    this.at = skipSpace(this.text, this.at);
  }
}
