import type { Reply } from '#core/contract/index.ts';

/** Whether events arrive. `lost`: the connection broke and is being made again. */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'unauthorized';

/** One way to the engine. Calls never reject for expected errors: those are replies. */
export interface Transport {
  call(name: string, input: unknown, signal: AbortSignal | undefined): Promise<Reply>;
  /** Answers its own undo. */
  subscribe(
    onBatch: (batch: unknown[]) => void,
    onState: (state: ConnectionState, problem: string | null) => void,
  ): () => void;
}

export const cancelledReply = (name: string): Reply => ({
  ok: false,
  error: { code: 'cancelled', message: `${name} was cancelled.` },
});
