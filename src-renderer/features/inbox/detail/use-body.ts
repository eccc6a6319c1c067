import { useCallback } from 'react';
import type { Bytes } from '#core/bytes/encoding.ts';
import type { BodyPreview } from '#core/delivery/body-preview.ts';
import { engine } from '#renderer/platform/client.ts';
import { useLive } from '#renderer/platform/use-live.ts';
import { previewBytes } from './body-bytes.ts';

/** Whose body it is. Null where no more than the preview can be had. */
export type BodyOf = { deliveryId: string; attemptId?: string } | null;

/** A body up to this size is read whole to be shown pretty; a larger one is read a window at a time. */
export const wholeBodyBytes = 8_388_608;

/** The body, whole once it has arrived; the preview until then, and where it is too large. */
export function useBody(of: BodyOf, preview: BodyPreview) {
  const deliveryId = of?.deliveryId;
  const attemptId = of?.attemptId;
  const canLoad = deliveryId !== undefined && preview.truncated && preview.totalBytes <= wholeBodyBytes;
  const { value: whole } = useLive<BodyPreview>(canLoad ? `${deliveryId} ${attemptId}` : null, () => ({
    read: (signal) =>
      engine.deliveries.body(
        {
          deliveryId: deliveryId ?? '',
          ...(attemptId ? { attemptId } : {}),
          offsetBytes: 0,
          lengthBytes: wholeBodyBytes,
        },
        { signal },
      ),
  }));

  const readPreview = useCallback(
    async (offsetBytes: number, lengthBytes: number): Promise<BodyPreview> => {
      if (deliveryId === undefined) return preview;
      return engine.deliveries.body({
        deliveryId,
        ...(attemptId ? { attemptId } : {}),
        offsetBytes,
        lengthBytes,
      });
    },
    [deliveryId, attemptId, preview],
  );
  const read = useCallback(
    async (offsetBytes: number, lengthBytes: number): Promise<Bytes> =>
      previewBytes(await readPreview(offsetBytes, lengthBytes)),
    [readPreview],
  );
  return { body: whole ?? preview, read, readPreview };
}
