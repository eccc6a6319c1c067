/**
 * Memory of large bodies, used again: what each request allots anew, the system has to clear and the garbage collector to
 * find, which together cost more than the request itself.
 */
export interface BodyBuffers {
  /** A buffer of that length, with anything in it. */
  take(bytes: number): Buffer;
  /** Gives back what {@link take} gave, when nobody looks at it any more. Other buffers are none of its business. */
  release(body: Buffer): void;
}

/** What is kept at most while nobody needs it, and for how long: it is for bursts. */
const keptBytes = 67_108_864;
const keptMs = 5000;

/** A buffer serves for bodies of at least this share of its length. */
const leastUse = 0.5;

export function createBodyBuffers(): BodyBuffers {
  const spare: ArrayBuffer[] = [];
  let spareBytes = 0;
  const lent = new WeakSet<Buffer>();
  let forgetting: NodeJS.Timeout | null = null;

  function forget(): void {
    spare.length = 0;
    spareBytes = 0;
    forgetting = null;
  }

  function takeSpare(bytes: number): ArrayBuffer | undefined {
    const at = spare.findIndex(({ byteLength }) => byteLength >= bytes && byteLength * leastUse <= bytes);
    const [found] = at < 0 ? [] : spare.splice(at, 1);
    spareBytes -= found?.byteLength ?? 0;
    return found;
  }

  return {
    take(bytes) {
      const spareOne = takeSpare(bytes);
      const body = spareOne ? Buffer.from(spareOne, 0, bytes) : Buffer.allocUnsafeSlow(bytes);
      lent.add(body);
      return body;
    },
    release(body) {
      const memory = body.buffer;
      if (!lent.delete(body) || !(memory instanceof ArrayBuffer)) return;
      if (spareBytes + memory.byteLength > keptBytes) return;
      spareBytes += memory.byteLength;
      spare.push(memory);
      forgetting = forgetting?.refresh() ?? setTimeout(forget, keptMs).unref();
    },
  };
}
