import { z } from 'zod';
import { unwrap } from '#core/contract/client.ts';
import { contract, type Reply } from '#core/contract/index.ts';
import { engine, host, request } from './client.ts';

const extensions = { jsonl: 'jsonl', har: 'har', curl: 'sh' };
export type ExportFormat = keyof typeof extensions;

export interface Exported {
  /** Of the file, without where it is. */
  name: string;
  count: number;
  bytes: number;
}

/** A file that the user has chosen to import. */
export interface ImportFile {
  name: string;
  read(): Promise<{ count: number; skipped: number }>;
}

const ReplyShape = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }),
  }),
]);
const replyOf = async (response: Response): Promise<Reply> => ReplyShape.parse(await response.json());

/** Hands bytes to the browser's own downloads. */
function save(name: string, bytes: Blob): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Hands a text to the browser's own downloads. */
export const saveText = (name: string, text: string, contentType: string): void =>
  save(name, new Blob([text], { type: contentType }));

async function download(name: string, format: ExportFormat): Promise<Exported | null> {
  if (!request) return null;
  const response = await request(`api/deliveries/export?format=${format}`);
  if (!response.ok) unwrap(await replyOf(response));
  const bytes = await response.blob();
  save(name, bytes);
  return { name, count: Number(response.headers.get('tacklebox-count')), bytes: bytes.size };
}

/** Writes all deliveries to a file of the user's choice: asked for by the desktop, downloaded by a browser. Null: none chosen. */
export async function exportToFile(format: ExportFormat): Promise<Exported | null> {
  const extension = extensions[format];
  const suggestedName = `deliveries.${extension}`;
  if (!host) return download(suggestedName, format);
  const chosen = await host.chooseFile({
    mode: 'save',
    title: 'Export deliveries',
    suggestedName,
    extensions: [extension],
  });
  if (!chosen) return null;
  return { name: chosen.name, ...(await engine.deliveries.export({ file: chosen.file, format })) };
}

const formatOf = (name: string): 'har' | 'jsonl' => (name.toLowerCase().endsWith('.har') ? 'har' : 'jsonl');

/** Asks with the desktop's own dialog. Null: none chosen. */
export async function chooseImportFile(): Promise<ImportFile | null> {
  const chosen = await host?.chooseFile({
    mode: 'open',
    title: 'Import deliveries',
    extensions: ['jsonl', 'har'],
  });
  if (!chosen) return null;
  const { file, name } = chosen;
  return { name, read: () => engine.deliveries.import({ file, format: formatOf(name) }) };
}

/** A file of the browser's, which travels as the body of a request. */
export const browserImportFile = (file: File): ImportFile => ({
  name: file.name,
  async read() {
    const path = `api/deliveries/import?format=${formatOf(file.name)}`;
    const response = await request?.(path, { method: 'POST', body: file });
    if (!response) throw new Error('There is no server to send it to.');
    return contract.deliveries.import.output.parse(unwrap(await replyOf(response)));
  },
});
