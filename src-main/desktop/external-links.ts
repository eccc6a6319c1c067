import { shell } from 'electron';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { parseUrl } from '#core/http/parse-url.ts';

/** Only these: other schemes (file:, smb:, an application's own) start programs. */
const isWebAddress = (url: string): boolean => ['http:', 'https:'].includes(parseUrl(url)?.protocol ?? '');

/** Opens a web address in the user's browser. Throws invalid_input for any other kind. */
export async function openExternal(url: string): Promise<void> {
  if (!isWebAddress(url)) {
    throw new TackleboxError('invalid_input', 'Only http:// and https:// addresses can be opened.');
  }
  await shell.openExternal(url);
}
