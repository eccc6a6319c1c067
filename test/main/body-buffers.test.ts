import { expect, it } from 'vitest';
import { createBodyBuffers } from '#main/engine/receiver/body-buffers.ts';

const memoryOf = (body: Buffer) => body.buffer;

it('lends memory again when it was given back, and not before', () => {
  const buffers = createBodyBuffers();
  const first = buffers.take(100_000);
  const second = buffers.take(100_000);
  expect(memoryOf(second)).not.toBe(memoryOf(first));
  buffers.release(first);
  expect(memoryOf(buffers.take(90_000))).toBe(memoryOf(first));
  expect(memoryOf(buffers.take(90_000))).not.toBe(memoryOf(first));
});

it('lends what is given back twice once', () => {
  const buffers = createBodyBuffers();
  const body = buffers.take(100_000);
  buffers.release(body);
  buffers.release(body);
  expect(memoryOf(buffers.take(100_000))).not.toBe(memoryOf(buffers.take(100_000)));
});

it('lends bodies of the length that was asked for', () => {
  const buffers = createBodyBuffers();
  buffers.release(buffers.take(100_000));
  expect(buffers.take(60_000)).toHaveLength(60_000);
  buffers.release(buffers.take(100_000));
  expect(buffers.take(200_000)).toHaveLength(200_000);
});

it('wastes no large memory on a small body', () => {
  const buffers = createBodyBuffers();
  const large = buffers.take(1_000_000);
  buffers.release(large);
  expect(memoryOf(buffers.take(100_000))).not.toBe(memoryOf(large));
});

it('leaves buffers of others alone, and views of its own', () => {
  const buffers = createBodyBuffers();
  const foreign = Buffer.alloc(100_000);
  const own = buffers.take(100_000);
  buffers.release(foreign);
  buffers.release(own.subarray(0, 90_000));
  const next = buffers.take(100_000);
  expect(memoryOf(next)).not.toBe(memoryOf(foreign));
  expect(memoryOf(next)).not.toBe(memoryOf(own));
});
