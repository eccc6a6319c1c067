import path from 'node:path';
import type { Command } from 'commander';
import { fromBase64 } from '#core/bytes/encoding.ts';
import type { ContractClient } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command, group } from './command.ts';
import { type FilterFlags, filterOf, withFilter } from './filter-flags.ts';
import { bytes, printJson } from './output.ts';
import { type PageFlags, printPage, withPaging } from './paging.ts';
import { openSession, type Session, withSession } from './session.ts';
import { attemptText, deliveryRow, deliveryText, rejectedRow } from './show-delivery.ts';
import { type TlsFlags, tlsFrom, withTlsFlags } from './tls-flags.ts';

const inSession = (flags: CommonFlags, work: (session: Session) => Promise<void>): Promise<void> =>
  withSession(openSession(flags), work);

const list = () =>
  withPaging(withFilter(command('list', 'List deliveries, newest first.'))).action(
    (flags: FilterFlags & PageFlags) =>
      inSession(flags, async ({ client }) => {
        const { limit, after } = flags;
        printPage(await client.deliveries.list({ ...filterOf(flags), limit, after }), flags, deliveryRow);
      }),
  );

const rejected = () =>
  withPaging(command('rejected', 'List requests that were rejected, each with its reason.'))
    .option('--webhook <id>', 'of one endpoint')
    .action((flags: PageFlags & { webhook?: string }) =>
      inSession(flags, async ({ client }) => {
        const { limit, after, webhook: webhookId } = flags;
        printPage(await client.deliveries.rejected({ webhookId, limit, after }), flags, rejectedRow);
      }),
    );

/** Writes a body to stdout, byte for byte, a range at a time. */
async function writeBody(client: ContractClient, deliveryId: string, reveal: boolean): Promise<void> {
  for (let offsetBytes = 0; ; ) {
    const piece = await client.deliveries.body({ deliveryId, offsetBytes, reveal });
    const data = piece.encoding === 'utf8' ? Buffer.from(piece.data) : fromBase64(piece.data);
    if (data === null) throw new Error('a body arrived as something that is not base64');
    process.stdout.write(data);
    offsetBytes += data.length;
    if (data.length === 0 || offsetBytes >= piece.totalBytes) return;
  }
}

const show = () =>
  command('show', 'Show one delivery: request, verdict, answer, attempts.')
    .argument('<id>', 'whd_…')
    .option('--body', 'only the raw body, byte for byte')
    .option('--reveal', 'show secrets in it instead of masks')
    .action((deliveryId: string, flags: CommonFlags & { body?: boolean; reveal?: boolean }) =>
      inSession(flags, async ({ client }) => {
        const { reveal = false } = flags;
        if (flags.body) return writeBody(client, deliveryId, reveal);
        const delivery = await client.deliveries.get({ deliveryId, reveal });
        if (flags.json) return printJson(delivery);
        console.log(deliveryText(delivery));
      }),
    );

const exportFile = () =>
  withFilter(command('export', 'Write deliveries to a file.'))
    .argument('<file>', 'where to')
    .option('--format <format>', 'jsonl, har or curl (default: by the name of the file)')
    .option('--reveal', 'write secrets in them instead of masks')
    .action((file: string, flags: FilterFlags & { format?: string; reveal?: boolean }) =>
      inSession(flags, async ({ exportTo }) => {
        const format = formatOf(file, flags.format, ['jsonl', 'har', 'curl']);
        const written = path.resolve(file);
        const result = await exportTo(written, {
          format,
          filter: filterOf(flags),
          reveal: flags.reveal ?? false,
        });
        if (flags.json) return printJson({ path: written, ...result });
        console.log(`${result.count} deliveries in ${written} (${bytes(result.bytes)})`);
      }),
    );

const importFile = () =>
  command('import', 'Read deliveries from a file.')
    .argument('<file>', 'JSON lines or HAR')
    .option('--format <format>', 'jsonl or har (default: by the name of the file)')
    .action((file: string, flags: CommonFlags & { format?: string }) =>
      inSession(flags, async ({ importFrom }) => {
        const format = formatOf(file, flags.format, ['jsonl', 'har']);
        const result = await importFrom(path.resolve(file), format);
        if (flags.json) return printJson(result);
        console.log(`${result.count} read, ${result.skipped} were there already`);
      }),
    );

/** The format as named, else the file's extension, else JSON lines. */
function formatOf<T extends string>(file: string, named: string | undefined, known: [T, ...T[]]): T {
  const byName = known.find((format) => path.extname(file) === `.${format}`);
  if (named === undefined) return byName ?? known[0];
  const format = known.find((candidate) => candidate === named);
  if (format) return format;
  throw new TackleboxError('invalid_input', `--format: ${named} is none of ${known.join(', ')}.`);
}

interface ReplayFlags extends CommonFlags, TlsFlags {
  to: string;
  provider?: string;
  secret?: string;
}

const replay = () =>
  withTlsFlags(command('replay', 'Send a delivery again. Exits 1 unless the target answers 2xx.'))
    .argument('<id>', 'whd_…')
    .requiredOption('--to <url>', 'where to')
    .option('--secret <secret>', 'sign it anew (default: byte for byte, with its old signature)')
    .option('--provider <id>', 'whose scheme signs it (default: its own)')
    .action(async (deliveryId: string, flags: ReplayFlags) => {
      const tls = await tlsFrom(flags);
      await inSession(flags, async ({ client }) => {
        const { to: url, secret, provider } = flags;
        const resign = secret === undefined ? undefined : { secret, provider };
        const delivery = await client.deliveries.replay({ deliveryId, target: { url, tls }, resign });
        const last = delivery.attemptList.at(-1);
        if (flags.json) printJson(delivery);
        else if (last) console.log(attemptText(last));
        if (last?.state !== 'succeeded') process.exitCode = exitStatus.answerIsNo;
      });
    });

/** `tacklebox deliveries …` */
export const deliveriesCommand = (): Command =>
  group('deliveries', 'What was caught and sent: list, show, export, import, replay.', [
    list(),
    show(),
    rejected(),
    exportFile(),
    importFile(),
    replay(),
  ]);
