import { shell } from 'electron';
import { parseUrl } from '#core/bytes/parse-url.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';

/** Only these: other schemes (file:, smb:, an application's own) start programs. */
const isWebAddress = (url: string): boolean => ['http:', 'https:'].includes(parseUrl(url)?.protocol ?? '');

/** Opens a web address in the user's browser. Throws invalid_input for any other kind. */
export async function openExternal(url: string): Promise<void> {
  if (!isWebAddress(url)) {
    throw new TackleboxError('invalid_input', 'Only http:// and https:// addresses can be opened.');
  }
  await shell.openExternal(url);
}
