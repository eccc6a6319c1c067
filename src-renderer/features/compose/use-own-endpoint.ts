import type { Endpoint } from '#core/delivery/endpoint.ts';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { useCompose } from './compose-store.ts';

/** The endpoint of ours that the draft is sent to; the engine signs with its secret where none is given. */
export function useOwnEndpoint(): Endpoint | null {
  const url = useCompose(({ draft }) => draft.url.trim());
  return useDirectory(
    ({ endpoints }) =>
      endpoints?.find(({ url: plain, httpsUrl }) =>
        [plain, httpsUrl].some((own) => own !== null && (url === own || url.startsWith(`${own}/`))),
      ) ?? null,
  );
}
