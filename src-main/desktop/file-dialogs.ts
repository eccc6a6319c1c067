import { type BrowserWindow, dialog } from 'electron';
import type { FileQuestion } from '#core/contract/bridge.ts';

/** Asks for a path to open or to save to. Null where the user chose nothing. */
export async function chooseFile(
  window: BrowserWindow,
  { mode, title, suggestedName, extensions }: FileQuestion,
): Promise<string | null> {
  const filters = extensions?.length ? [{ name: title, extensions }] : [];
  if (mode === 'save') {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title,
      filters,
      ...(suggestedName === undefined ? {} : { defaultPath: suggestedName }),
    });
    return canceled || !filePath ? null : filePath;
  }
  const { filePaths } = await dialog.showOpenDialog(window, { title, filters, properties: ['openFile'] });
  return filePaths[0] ?? null;
}
