import { allProviders } from '#core/providers/registry.ts';
import { vectors } from '../core/signing/vectors.ts';
import { isInstalled } from './adapters/adapter.ts';
import { sdkAdapters } from './adapters/index.ts';

const columns = [
  'sign',
  'verify',
  'body',
  'secret',
  'timestamp',
  'id',
  'stale',
  'missing',
  'handshake',
  'vector',
] as const;
export type Column = (typeof columns)[number];
/** ✓ holds; = neither side refuses it; ~ the library takes what Tacklebox refuses, for a named reason. */
type Mark = '✓' | '=' | '~';

const heads: Record<Column, string> = {
  sign: 'library takes ours',
  verify: 'ours takes library’s',
  body: 'body',
  secret: 'secret',
  timestamp: 'time',
  id: 'id',
  stale: 'stale',
  missing: 'missing',
  handshake: 'handshake',
  vector: 'vector',
};

/** What has been shown of each provider, cell by cell. */
export class Matrix {
  #cells = new Map<string, Mark>();
  #notes = new Set<string>();

  set(provider: string, column: Column, mark: Mark, reason?: string): void {
    const key = `${provider} ${column}`;
    // A library's word counts for more than ours.
    if (!this.#cells.has(key)) this.#cells.set(key, mark);
    if (reason !== undefined) this.note(provider, `${heads[column]}: ${reason}`);
  }

  note(provider: string, text: string): void {
    this.#notes.add(`${provider}: ${text}`);
  }

  /** Cells for which a fact exists and nothing was shown. */
  gaps(): string[] {
    return allProviders.flatMap(({ id, scheme, handshakes }) => {
      const adapters = sdkAdapters.filter((one) => one.provider === id && isInstalled(one.package));
      const wanted: Column[] = [
        ...(scheme.kind === 'none' ? [] : (['secret', 'missing'] as const)),
        ...(handshakes.length > 0 ? (['handshake'] as const) : []),
        ...(vectors.some(({ provider }) => provider === id) ? (['vector'] as const) : []),
        ...(adapters.length > 0 ? (['sign'] as const) : []),
        ...(adapters.some(({ signs }) => signs) ? (['verify'] as const) : []),
      ];
      return wanted
        .filter((column) => !this.#cells.has(`${id} ${column}`))
        .map((column) => `${id} ${column}`);
    });
  }

  print(): string {
    const width = Math.max(...allProviders.map(({ id }) => id.length));
    const row = (first: string, cells: string[]) =>
      [first.padEnd(width), ...cells.map((cell, at) => cell.padEnd(heads[columns[at] ?? 'id'].length))].join(
        '  ',
      );
    const lines = allProviders.map(({ id }) =>
      row(
        id,
        columns.map((column) => this.#cells.get(`${id} ${column}`) ?? '–'),
      ),
    );
    const installed = sdkAdapters.filter((one) => isInstalled(one.package)).length;
    return [
      row(
        '',
        columns.map((column) => heads[column]),
      ),
      ...lines,
      '',
      '✓ holds (or is refused, for the six ways of bending)   = neither side refuses it   ~ only Tacklebox refuses it',
      '– in the first two columns: the provider has no library for this, or it is not installed or signs nothing itself;',
      '  elsewhere: the scheme has no such part, the provider no handshake, or nobody has published a vector.',
      `${installed} of ${sdkAdapters.length} library checks could run here.`,
      ...[...this.#notes].sort().map((note) => `  ${note}`),
    ].join('\n');
  }
}
