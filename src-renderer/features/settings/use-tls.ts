import { useCallback, useEffect, useState } from 'react';
import type { TlsHost, TlsInfo } from '#core/contract/tls.ts';
import { engine } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { useSystem } from '#renderer/platform/system-store.ts';

/** The authority made here, read again whenever HTTPS begins or ends to be served; null until it is here. */
export function useTlsInfo(): { info: TlsInfo | null; rotate(): Promise<void> } {
  const [info, setInfo] = useState<TlsInfo | null>(null);
  const served = useSystem(({ receiver }) => `${receiver?.tlsUrl} ${receiver?.tlsProblem}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is served is why it is read again
  useEffect(() => {
    const reading = new AbortController();
    engine.tls
      .info({}, { signal: reading.signal })
      .then(setInfo)
      .catch((error: unknown) => {
        if (!reading.signal.aborted) reportError(error);
      });
    return () => reading.abort();
  }, [served]);
  const rotate = async () => {
    try {
      setInfo(await engine.tls.rotate({}));
    } catch (error) {
      reportError(error);
    }
  };
  return { info, rotate };
}

/** What is set for hosts; null until it is here. `reload` after a change. */
export function useTlsHosts(): { hosts: TlsHost[] | null; reload(): void } {
  const [hosts, setHosts] = useState<TlsHost[] | null>(null);
  const reload = useCallback(() => {
    engine.tls
      .hosts({})
      .then(({ items }) => setHosts(items))
      .catch(reportError);
  }, []);
  useEffect(reload, [reload]);
  return { hosts, reload };
}
