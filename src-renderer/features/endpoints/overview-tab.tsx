import { Braces } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import type { Provider } from '#core/providers/provider.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { Facts } from '#renderer/ui/facts.tsx';
import { formatAgo, formatExactTime, plural } from '#renderer/ui/format.ts';
import { Mono } from '#renderer/ui/mono.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { answerInWords, enforceInWords } from './endpoint-words.ts';
import { useEndpoints } from './endpoints-store.ts';
import { ProviderSays } from './provider-says.tsx';
import { RecentActivity } from './recent-activity.tsx';

/** What the endpoint is at a glance, what came lately, and what its provider says. */
export function OverviewTab({ endpoint, provider }: { endpoint: Endpoint; provider: Provider | null }) {
  const zone = useSettings(({ times }) => times);
  const now = new Date(useNow(true, 15_000));
  const go = useNavigation((navigation) => navigation.go);
  const setTab = useEndpoints((store) => store.setTab);
  const link = (tab: 'checking' | 'answer' | 'forward', text: ReactNode) => (
    <button type="button" className="text-left hover:underline" onClick={() => setTab(tab)}>
      {text}
    </button>
  );
  return (
    <>
      <Facts
        items={[
          [
            'Id',
            <span key="id" className="inline-flex items-center gap-1">
              <Mono>{endpoint.webhookId}</Mono>
              <CopyButton text={endpoint.webhookId} label="Copy the id" iconOnly />
            </span>,
          ],
          ...(endpoint.httpsUrl === null
            ? []
            : [
                [
                  'Over HTTP',
                  <span key="http" className="inline-flex items-center gap-1">
                    <Mono>{endpoint.url}</Mono>
                    <CopyButton text={endpoint.url} label="Copy the address over HTTP" iconOnly />
                  </span>,
                ] as const,
              ]),
          [
            'Provider',
            provider?.docsUrl ? (
              <a
                key="docs"
                href={provider.docsUrl}
                target="_blank"
                rel="noreferrer"
                className="hover:underline"
              >
                {provider.name}
                <span className="ml-2 text-accent">Documentation</span>
              </a>
            ) : (
              (provider?.name ?? endpoint.provider)
            ),
          ],
          ['Checking', link('checking', enforceInWords(endpoint.enforce))],
          [
            'Secret',
            endpoint.secretFingerprints.length === 0 ? (
              link('checking', 'none yet')
            ) : (
              <span key="secret">
                <span aria-hidden>••••••••</span> fingerprint{' '}
                <Mono>{endpoint.secretFingerprints.join(', ')}</Mono>
                {endpoint.secretFingerprints.length > 1 && ' (the old one still holds)'}
              </span>
            ),
          ],
          ['Answer', link('answer', answerInWords(endpoint.answer))],
          [
            'Forward',
            link(
              'forward',
              endpoint.forward
                ? `${endpoint.forward.paused ? 'Paused: ' : ''}${endpoint.forward.routes.map(({ target }) => target.url).join(', ')}`
                : 'nowhere',
            ),
          ],
          [
            'Created',
            <span key="created" title={formatExactTime(endpoint.createdAt, zone)}>
              {formatAgo(endpoint.createdAt, now)} {endpoint.createdBy === 'agent' ? 'by an agent' : 'by you'}
            </span>,
          ],
          [
            'Caught',
            endpoint.deliveries === 0 ? 'nothing yet' : plural(endpoint.deliveries, 'delivery', 'deliveries'),
          ],
        ]}
      />
      <RecentActivity webhookId={endpoint.webhookId} total={endpoint.deliveries} />
      {provider && <ProviderSays provider={provider} />}
      <Section title="In your own code" className="pb-6">
        <div className="flex items-center gap-3">
          <p className="text-soft">
            Verify shows how to check {provider?.name ?? 'these'} signatures in eight languages, and why one
            fails.
          </p>
          <Button
            icon={Braces}
            className="ml-auto"
            onClick={() => go('verify', { webhookId: endpoint.webhookId })}
          >
            Open Verify
          </Button>
        </div>
      </Section>
    </>
  );
}
