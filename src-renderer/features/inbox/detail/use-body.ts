import { useCallback, useMemo } from 'react';
import type { Bytes } from '#core/bytes/encoding.ts';
import type { BodyPreview } from '#core/delivery/body-preview.ts';
import { engine } from '#renderer/platform/client.ts';
import { useLive } from '#renderer/platform/use-live.ts';
import { previewBytes } from './body-bytes.ts';
import { keptBody, readWhole, type WholeBody, wholePreview } from './whole-body.ts';

/** Whose body it is. Null where no more than the preview can be had. */
export type BodyOf = { deliveryId: string; attemptId?: string; reveal?: boolean } | null;

/** A body up to this size is read whole to be shown pretty; a larger one is read a window at a time. */
export const wholeBodyBytes = 8_388_608;

export interface ShownBody {
  /** All of it; null while it is being read, and where it is too large or was not kept. */
  whole: WholeBody | null;
  /** The rest is being read. */
  isReading: boolean;
  read(offsetBytes: number, lengthBytes: number): Promise<Bytes>;
  readPreview(offsetBytes: number, lengthBytes: number): Promise<BodyPreview>;
}

/** The body, whole once it has arrived. */
export function useBody(of: BodyOf, preview: BodyPreview): ShownBody {
  const deliveryId = of?.deliveryId;
  const attemptId = of?.attemptId;
  const reveal = of?.reveal ?? false;
  const { totalBytes, truncated } = preview;
  const key = `${deliveryId} ${attemptId} ${reveal}`;
  const canRead = deliveryId !== undefined && truncated && totalBytes <= wholeBodyBytes;

  const readPreview = useCallback(
    async (offsetBytes: number, lengthBytes: number): Promise<BodyPreview> => {
      if (deliveryId === undefined) return preview;
      return engine.deliveries.body({
        deliveryId,
        reveal,
        ...(attemptId ? { attemptId } : {}),
        offsetBytes,
        lengthBytes,
      });
    },
    [deliveryId, attemptId, reveal, preview],
  );
  const read = useCallback(
    async (offsetBytes: number, lengthBytes: number): Promise<Bytes> =>
      previewBytes(await readPreview(offsetBytes, lengthBytes)),
    [readPreview],
  );
  const known = canRead ? keptBody(key) : null;
  const { value } = useLive<WholeBody>(canRead && !known ? key : null, () => ({
    read: () => readWhole(key, totalBytes, readPreview),
  }));
  const ofPreview = useMemo(() => (truncated ? null : wholePreview(preview)), [truncated, preview]);
  const whole = ofPreview ?? known ?? value;
  return { whole, isReading: canRead && !whole, read, readPreview };
}
