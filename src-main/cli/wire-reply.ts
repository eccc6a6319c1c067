import { z } from 'zod';
import type { Reply } from '#core/contract/index.ts';

const WireReply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }),
  }),
]);

/** What `serve` answered a call. Throws where that is no reply of Tacklebox's. */
export const readReply = async (response: Response): Promise<Reply> => WireReply.parse(await response.json());
