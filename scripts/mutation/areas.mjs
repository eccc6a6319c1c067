/**
 * What is mutated, and which tests have to notice: the places where a wrong sign or a missing check does harm. An area is
 * small enough to be run whole in minutes.
 */
export const areas = {
  signing: {
    mutate: [
      'src-core/signing/verify/{envelope,verify,verify-any,checklist}.ts',
      'src-core/signing/schemes/{timestamps,signature-format,key,encodings,key-ids}.ts',
    ],
    tests: ['test/core/signing/{hmac,vectors,verify-any,failing-checks,written-by-hand}.test.ts'],
  },
  retry: {
    mutate: ['src-core/retry/{next-attempt,wait,judge-attempt,status-set,retry-after,retry-headers}.ts'],
    tests: ['test/core/retry/{next-attempt,simulation-parts,longest-wait,judge-attempt,status-set}.test.ts'],
  },
  queue: {
    mutate: ['src-main/engine/queue/{after-attempt,lanes,down-targets,target-health,hold}.ts'],
    tests: ['test/main/queue/{queue,hold-queue,held-signing}.test.ts', 'test/main/forwarding/*.test.ts'],
  },
  receiver: {
    mutate: [
      'src-main/engine/receiver/{catch-request,check-signature,check-handshake,allowed-address,read-body}.ts',
    ],
    tests: [
      'test/main/receiver-{rejections,exactness,answers}.test.ts',
      'test/main/{allowed-address,handshakes,endpoints}.test.ts',
    ],
  },
  transports: {
    mutate: ['src-main/transports/{guard,api-replies,told}.ts'],
    tests: ['test/main/{transport-guard,exchange-over-http}.test.ts'],
  },
};
