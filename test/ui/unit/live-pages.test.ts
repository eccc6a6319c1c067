import { describe, expect, it } from 'vitest';
import { LivePages, type PageSource } from '#renderer/features/inbox/list/live-pages.ts';

interface Row {
  id: string;
  note?: string;
}

/** A list of `count` rows, newest first, read by key as the engine does. Waits can be held back. */
function listOf(count: number, options: { outlined?: boolean } = {}) {
  const rows = Array.from({ length: count }, (_, index): Row => ({ id: `r${index}` }));
  const asked: string[] = [];
  const errors: unknown[] = [];
  const source: PageSource<Row> = {
    idOf: (row) => row.id,
    async page(after, limit) {
      asked.push(after ?? 'first');
      const from = after === undefined ? 0 : rows.findIndex(({ id }) => id === after) + 1;
      const items = rows.slice(from, from + limit);
      return { items, next: from + limit < rows.length ? (items.at(-1)?.id ?? null) : null };
    },
    async outline(everyRows, after) {
      if (!options.outlined) return null;
      const cursors: string[] = [];
      for (let at = rows.findIndex(({ id }) => id === after) + everyRows; at < rows.length; at += everyRows)
        cursors.push(rows[at]?.id ?? '');
      return { cursors, count: rows.length };
    },
    onError: (error) => errors.push(error),
  };
  return { rows, asked, errors, pages: new LivePages(source) };
}

/** Resolves when the pages have settled on something that holds. */
async function until(pages: LivePages<Row>, holds: () => boolean): Promise<void> {
  if (holds()) return;
  await new Promise<void>((resolve) => {
    const undo = pages.subscribe(() => {
      if (!holds()) return;
      undo();
      resolve();
    });
  });
}

describe('a live list', () => {
  it('knows how long a list of a million is, and reads its end without walking there', async () => {
    const { pages, asked } = listOf(1_000_000, { outlined: true });
    await pages.open();
    expect(pages.count).toBe(1_000_000);
    pages.want(999_980, 999_999);
    await until(pages, () => pages.row(999_999) !== undefined);
    expect(pages.row(999_999)).toEqual({ id: 'r999999' });
    expect(asked.length).toBeLessThan(4);
  });

  it('walks page by page where the places are not known', async () => {
    const { pages } = listOf(450);
    await pages.open();
    pages.want(190, 210);
    await until(pages, () => pages.row(210) !== undefined);
    pages.want(395, 440);
    await until(pages, () => pages.count === 450);
    expect(pages.row(449)).toEqual({ id: 'r449' });
  });

  it('shows arrivals at once while it is followed', async () => {
    const { pages } = listOf(3);
    await pages.open();
    pages.arrive([{ id: 'a' }, { id: 'b' }]);
    expect([0, 1, 2].map((index) => pages.row(index)?.id)).toEqual(['b', 'a', 'r0']);
  });

  it('keeps every row in its place while arrivals wait', async () => {
    const { pages } = listOf(3);
    await pages.open();
    pages.follow(false);
    pages.arrive([{ id: 'a' }, { id: 'b' }]);
    expect(pages.waitingCount).toBe(2);
    expect(pages.row(0)?.id).toBe('r0');
    pages.follow(true);
    expect(pages.waitingCount).toBe(0);
    expect(pages.row(0)?.id).toBe('b');
    expect(pages.indexOf('r0')).toBe(2);
  });

  it('takes an arrival once, however often it is told', async () => {
    const { pages } = listOf(2);
    await pages.open();
    pages.arrive([{ id: 'a' }]);
    pages.arrive([{ id: 'a' }, { id: 'r0' }]);
    expect(pages.count).toBe(3);
  });

  it('loses nothing that arrives while it is being read', async () => {
    const { pages } = listOf(2);
    const opening = pages.open();
    pages.arrive([{ id: 'a' }]);
    await opening;
    expect(pages.row(0)?.id).toBe('a');
  });

  it('changes a row in its place and answers those it has not read', async () => {
    const { pages } = listOf(2);
    await pages.open();
    const unseen = pages.update([{ id: 'r1', note: 'changed' }, { id: 'new' }]);
    expect(pages.row(1)?.note).toBe('changed');
    expect(unseen).toEqual([{ id: 'new' }]);
  });

  it('reports what went wrong and keeps what it had', async () => {
    const { pages, errors, rows } = listOf(2);
    await pages.open();
    const failing = new LivePages<Row>({
      idOf: (row) => row.id,
      page: () => Promise.reject(new Error('gone')),
      outline: async () => null,
      onError: (error) => errors.push(error),
    });
    await failing.open();
    expect(errors).toHaveLength(1);
    expect(failing.loaded).toBe(false);
    expect(pages.count).toBe(rows.length);
  });
});
