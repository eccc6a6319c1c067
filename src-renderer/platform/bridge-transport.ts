import type { TackleboxBridge } from '#core/contract/bridge.ts';
import { watchSilence } from './silence.ts';
import { cancelledReply, type Transport } from './transport.ts';

/** The engine in the desktop's main process, over the preload's bridge. */
export function bridgeTransport(bridge: TackleboxBridge): Transport {
  let calls = 0;
  return {
    async call(name, input, signal) {
      if (signal?.aborted) return cancelledReply(name);
      calls += 1;
      const callId = `call-${calls}`;
      const cancel = () => bridge.cancel(callId);
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        return await bridge.call(name, input, callId);
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    },
    subscribe(onBatch, onState) {
      const silence = watchSilence(() => onState('lost', 'Tacklebox has not answered for a while.'));
      const undo = bridge.subscribe((batch) => {
        silence.heard();
        onState('connected', null);
        onBatch(batch);
      });
      return () => {
        silence.stop();
        undo();
      };
    },
  };
}
