import { Copy, Ellipsis, EyeOff, GitCompareArrows, Pencil, Pin, PinOff, Play, Trash2 } from 'lucide-react';
import type { Delivery } from '#core/delivery/delivery.ts';
import { useEndpointName, useProviderName } from '#renderer/platform/directory-store.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { formatBytes, formatExactTime, formatTimeOfDay } from '#renderer/ui/format.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { LetterBadge } from '#renderer/ui/letter-badge.tsx';
import { Menu } from '#renderer/ui/menu.tsx';
import { StateTag } from '#renderer/webhook/state-tag.tsx';
import { useInbox } from '../inbox-store.ts';
import { type Mark, stateMark, verdictMarks } from '../list/delivery-mark.ts';
import { rowTitle } from '../list/delivery-row.tsx';
import { adoptProvider, copyAs, copyFormIds, copyForms, editAndSend, togglePin } from './delivery-actions.ts';

/** Beside its title there is room for what a failed check means. */
const headerVerdict = (delivery: Delivery): Mark =>
  delivery.verdict === 'failed'
    ? { ...verdictMarks.failed, word: 'Not genuine' }
    : verdictMarks[delivery.verdict];

/** What it is, how it stands, and what can be done with it. */
export function DetailHeader({ delivery }: { delivery: Delivery }) {
  const times = useSettings((settings) => settings.times);
  const providerName = useProviderName(delivery.provider);
  const { openDialog, dialog, compare, select } = useInbox();
  const verdict = delivery.direction === 'in' ? headerVerdict(delivery) : null;
  const endpointName = useEndpointName(delivery.webhookId);
  const go = useNavigation((navigation) => navigation.go);
  const { webhookId } = delivery;
  const state = stateMark(delivery);
  return (
    <header className="@container shrink-0 border-b px-4 pt-3 pb-2.5">
      <div className="flex items-center gap-2.5">
        <span title={providerName} className="grid">
          <LetterBadge id={delivery.provider} name={providerName} />
        </span>
        <h2 className="min-w-0 truncate text-lg font-semibold select-text">{rowTitle(delivery)}</h2>
        {verdict && <StateTag {...verdict} />}
        {state && (
          <span className={verdict ? 'hidden @min-[600px]:contents' : 'contents'}>
            <StateTag {...state} />
          </span>
        )}
        <div className="ml-auto flex shrink-0 gap-1.5">
          <Button
            icon={Pencil}
            keys="e"
            title="Edit and send"
            aria-label="Edit and send"
            onClick={() => editAndSend(delivery.deliveryId)}
          >
            <span className="hidden @min-[800px]:inline">Edit and send</span>
          </Button>
          <Menu
            open={dialog === 'copy'}
            onOpenChange={(open) => openDialog(open ? 'copy' : null)}
            trigger={
              <Button icon={Copy} keys="c" title="Copy as…" aria-label="Copy as…">
                <span className="hidden @min-[800px]:inline">Copy as…</span>
              </Button>
            }
            items={copyFormIds.map((form) => ({
              label: copyForms[form],
              onSelect: () => copyAs(delivery.deliveryId, form),
            }))}
          />
          <Button variant="primary" keys="r" onClick={() => openDialog('replay')}>
            Replay
          </Button>
          <Menu
            trigger={<IconButton icon={Ellipsis} label="More" />}
            items={[
              { label: 'Replay', icon: Play, keys: 'r', onSelect: () => openDialog('replay') },
              {
                label: 'Edit and send',
                icon: Pencil,
                keys: 'e',
                onSelect: () => editAndSend(delivery.deliveryId),
              },
              { label: 'Copy as cURL', icon: Copy, onSelect: () => copyAs(delivery.deliveryId, 'curl') },
              { label: 'Compare with…', icon: GitCompareArrows, keys: 'd', onSelect: compare },
              {
                label: delivery.pinned ? 'Unpin' : 'Pin',
                icon: delivery.pinned ? PinOff : Pin,
                keys: 'p',
                onSelect: () => togglePin(delivery),
              },
              'separator',
              { label: 'Delete', icon: Trash2, danger: true, onSelect: () => openDialog('delete') },
            ]}
          />
        </div>
      </div>
      <div className="wire mt-1.5 flex gap-x-4 whitespace-nowrap text-soft">
        <span className="min-w-10 truncate select-text" title={delivery.target}>
          {delivery.method} {delivery.target}
        </span>
        {endpointName && webhookId && (
          <button
            type="button"
            title="Open the endpoint"
            className="max-w-40 shrink-0 truncate text-accent underline-offset-2 hover:underline"
            onClick={() => go('endpoints', { webhookId })}
          >
            {endpointName}
          </button>
        )}
        <span>{formatBytes(delivery.bodyBytes)}</span>
        {delivery.direction === 'in' && (
          <span>HTTP/{delivery.request.httpVersion.replace(/^HTTP\//i, '')}</span>
        )}
        <span title={formatExactTime(delivery.receivedAt, times)}>
          {formatTimeOfDay(delivery.receivedAt, times)}
        </span>
        {delivery.remoteAddress && (
          <span className="hidden @min-[800px]:inline">{delivery.remoteAddress}</span>
        )}
      </div>
      <Notes delivery={delivery} onOpen={select} />
    </header>
  );
}

/** Things worth knowing about it: whose copy it is, which provider it looks like. */
function Notes({ delivery, onOpen }: { delivery: Delivery; onOpen(deliveryId: string): void }) {
  const likeName = useProviderName(delivery.looksLike);
  const { duplicateOf, looksLike, webhookId } = delivery;
  const chip = 'inline-flex h-[22px] items-center gap-1.5 rounded-full border px-2 text-xs';
  const { reveal, revealedId } = useInbox();
  const isRevealed = revealedId === delivery.deliveryId;
  const hasSecrets = delivery.masked || isRevealed;
  if (!duplicateOf && !looksLike && !delivery.pinned && !hasSecrets) return null;
  return (
    <div className="mt-2 flex flex-wrap gap-1.5">
      {duplicateOf && (
        <button
          type="button"
          className={`${chip} text-soft hover:border-line-strong hover:text-text`}
          onClick={() => onOpen(duplicateOf)}
        >
          <Copy size={12} aria-hidden /> Duplicate: open the first
        </button>
      )}
      {looksLike && webhookId && (
        <span className={`${chip} border-info/50 text-info`}>
          This looks like {likeName}.
          <button
            type="button"
            className="font-semibold underline-offset-2 hover:underline"
            onClick={() => adoptProvider(webhookId, looksLike, likeName)}
          >
            Adopt
          </button>
        </span>
      )}
      {hasSecrets && (
        <span className={`${chip} text-soft`}>
          <EyeOff size={12} aria-hidden /> {isRevealed ? 'Secrets are shown.' : 'Secrets are masked.'}
          <button
            type="button"
            className="font-semibold underline-offset-2 hover:underline"
            onClick={() => reveal(isRevealed ? null : delivery.deliveryId)}
          >
            {isRevealed ? 'Hide' : 'Reveal'}
          </button>
        </span>
      )}
      {delivery.pinned && (
        <span className={`${chip} text-accent`}>
          <Pin size={12} aria-hidden /> Pinned
        </span>
      )}
    </div>
  );
}
