import { pointerOf } from '../../json/leaves.ts';
import type { Json } from '../../json/value.ts';
import { shortestFailing, smallestFailing } from './smallest-failing.ts';

/** Whether a payload still fails in the same way. */
export type StillFails = (payload: Json) => Promise<boolean>;

export interface MinimisedJson {
  payload: Json;
  /** JSON pointers of what has to stay. */
  essential: string[];
}

type Path = readonly string[];
type Members = [key: string, value: Json][];

const isContainer = (value: Json): value is Json[] | { [key: string]: Json } =>
  typeof value === 'object' && value !== null;

const membersOf = (value: Json): Members =>
  Array.isArray(value)
    ? value.map((item, at): [string, Json] => [String(at), item])
    : isContainer(value)
      ? Object.entries(value)
      : [];

const withMembers = (value: Json, members: Members): Json =>
  Array.isArray(value) ? members.map(([, item]) => item) : Object.fromEntries(members);

/** The payload with the value at a path replaced. */
function replaced(payload: Json, path: Path, value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  return withMembers(
    payload,
    membersOf(payload).map(([name, inner]) => [name, name === key ? replaced(inner, rest, value) : inner]),
  );
}

/** Deeper parts are kept whole: each level costs tries. */
const deepest = 24;

class Minimiser {
  payload: Json;
  readonly essential: string[] = [];
  private readonly stillFails: StillFails;

  constructor(payload: Json, stillFails: StillFails) {
    this.payload = payload;
    this.stillFails = stillFails;
  }

  private readonly with = (path: Path, value: Json): Json => replaced(this.payload, path, value);

  private async take(path: Path, value: Json): Promise<boolean> {
    const candidate = this.with(path, value);
    if (!(await this.stillFails(candidate))) return false;
    this.payload = candidate;
    return true;
  }

  /** Leaves out what can be left out of the container at a path, then looks into what has to stay. */
  async members(path: Path, value: Json): Promise<void> {
    const members = membersOf(value);
    const of = (kept: readonly number[]): Json =>
      withMembers(
        value,
        kept.flatMap((at) => members.slice(at, at + 1)),
      );
    const kept = await smallestFailing(members.length, (places) =>
      this.stillFails(this.with(path, of(places))),
    );
    this.payload = this.with(path, of(kept));
    for (const [order, at] of kept.entries()) {
      const [key = '', inner] = members[at] ?? [];
      if (inner === undefined) continue;
      // Elements of a list move up when others go.
      await this.inside([...path, Array.isArray(value) ? String(order) : key], inner);
    }
    if (kept.length === 0) this.essential.push(pointerOf(path));
  }

  private async inside(path: Path, value: Json): Promise<void> {
    if (isContainer(value) && membersOf(value).length > 0) {
      const emptied: Json = Array.isArray(value) ? [] : {};
      if (await this.take(path, emptied)) {
        this.essential.push(pointerOf(path));
        return;
      }
      if (path.length < deepest) return this.members(path, value);
    }
    this.essential.push(pointerOf(path));
    if (typeof value === 'string' && value !== '') await this.text(path, value);
    if (typeof value === 'number' && value !== 0) await this.take(path, 0);
  }

  /** Cuts text from its end, then from its start. */
  private async text(path: Path, text: string): Promise<void> {
    const head = await shortestFailing(text.length, (length) =>
      this.stillFails(this.with(path, text.slice(0, length))),
    );
    const cut = text.slice(0, head);
    const tail = await shortestFailing(cut.length, (length) =>
      this.stillFails(this.with(path, cut.slice(cut.length - length))),
    );
    this.payload = this.with(path, cut.slice(cut.length - tail));
  }
}

/**
 * The smallest part of a payload that still fails: members and elements that don't matter are left out level by level, texts
 * and numbers that do are made short.
 *
 * @throws FlakyAnswer, and whatever `stillFails` throws
 */
export async function minimiseJson(payload: Json, stillFails: StillFails): Promise<MinimisedJson> {
  const minimiser = new Minimiser(payload, stillFails);
  if (isContainer(payload)) await minimiser.members([], payload);
  return { payload: minimiser.payload, essential: minimiser.essential };
}
