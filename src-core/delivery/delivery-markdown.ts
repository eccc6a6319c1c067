import type { Attempt } from './attempt.ts';
import type { BodyPreview } from './body-preview.ts';
import type { Delivery } from './delivery.ts';

/** A body that is longer is cut: issue trackers take no more than some 65,000 characters. */
const longestBody = 20_000;

/** A fence that nothing in the text can end. */
function fenced(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`;
}

/** Text of the wire within a sentence: no mark of Markdown or HTML in it acts. */
function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

function collapsed(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

function bodyText({ encoding, data, totalBytes, truncated }: BodyPreview): string {
  if (totalBytes === 0) return 'It is empty.';
  const shown = data.slice(0, longestBody);
  const cut = truncated || shown.length < data.length ? '\n\nOnly its beginning is here.' : '';
  const isJson = encoding === 'utf8' && /^\s*[[{]/.test(data);
  return `${encoding === 'base64' ? 'In base64, as it is no text:\n\n' : ''}${fenced(shown, isJson ? 'json' : '')}${cut}`;
}

function outcomeText({ number, outcome, durationMs }: Attempt): string {
  const result =
    outcome === null
      ? 'no answer yet'
      : outcome.kind === 'responded'
        ? `answered ${outcome.status}`
        : outcome.message;
  return `${number}. ${result}${durationMs === null ? '' : `, ${Math.round(durationMs)} ms`}`;
}

function verdictText({ verdict, verdictDetail }: Delivery): string {
  if (!verdictDetail) return `Signature: ${verdict}.`;
  const cause = verdictDetail.diagnosis?.causes[0];
  if (!cause) return `Signature: ${verdictDetail.summary}`;
  return `Signature: ${verdictDetail.summary}\n\n**${cause.title}**${cause.proven ? ' (proven)' : ' (likely)'}. ${cause.explanation}`;
}

/**
 * A delivery as Markdown for an issue: what it was, whether it is genuine and which mistake explains it when not, how its
 * attempts went; headers and body collapsed. The secrets of what is given should be masked already.
 */
export function deliveryMarkdown(delivery: Delivery): string {
  const { request, provider, eventType, receivedAt, direction, status, attemptList } = delivery;
  const headers = request.rawHeaders.map(([name, value]) => `${name}: ${value}`).join('\n');
  const said = direction === 'in' ? 'Answered' : 'Last answer';
  return `${[
    `### ${code(eventType ?? 'A webhook')} of ${provider}`,
    [
      `| ${direction === 'in' ? 'Received' : 'Sent'} | ${receivedAt} |`,
      '| --- | --- |',
      `| Request | ${code(`${request.method} ${request.target}`)} |`,
      `| ${said} | ${status ?? 'nothing'} |`,
      `| Delivery | ${code(delivery.deliveryId)} |`,
    ].join('\n'),
    verdictText(delivery),
    ...(attemptList.length > 0 ? [`Attempts:\n\n${attemptList.map(outcomeText).join('\n')}`] : []),
    collapsed(`Headers (${request.rawHeaders.length})`, fenced(headers)),
    collapsed(`Body (${request.bodyBytes.toLocaleString('en-US')} bytes)`, bodyText(request.body)),
  ].join('\n\n')}\n`;
}
