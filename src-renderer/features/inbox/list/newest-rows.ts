import { isNewer, type Revision, revisionOf } from '#core/contract/revision.ts';

/** Knows of each row when the engine said it, so that the newer word wins whichever comes first. */
export class NewestRows<Row extends object> {
  private readonly idOf: (row: Row) => string;
  private readonly told = new WeakMap<object, Revision>();
  /** Changes told while something is being read, by id: what is read may be older than they are. */
  private readonly changes = new Map<string, Row>();

  constructor(idOf: (row: Row) => string) {
    this.idOf = idOf;
  }

  /** Remembers changes while something is being read; forgets them when nothing is. */
  note(rows: readonly Row[], isReading: boolean): void {
    if (!isReading) this.changes.clear();
    else for (const row of rows) this.changes.set(this.idOf(row), row);
  }

  /** The rows of an answer, with what was told since it was given. */
  ofAnswer(answer: { items: readonly Row[] }): Row[] {
    const given = revisionOf(answer);
    return answer.items.map((row) => {
      const change = this.changes.get(this.idOf(row));
      const at = change && revisionOf(change);
      if (change && at && isNewer(at, given)) return this.marked({ ...row, ...change }, at);
      return this.marked(row, given);
    });
  }

  /** The row after a change; as it was where that is old news. */
  changed(row: Row, change: Row): Row {
    const at = revisionOf(change);
    if (at && !isNewer(at, this.told.get(row) ?? revisionOf(row))) return row;
    return this.marked({ ...row, ...change }, at);
  }

  private marked(row: Row, at: Revision | null): Row {
    if (at) this.told.set(row, at);
    return row;
  }
}
