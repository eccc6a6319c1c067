import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { toast } from '../ui/toast.tsx';

/**
 * Shows an error by its kind: expected ones as a sentence, a bug with where to look. What was cancelled is not shown.
 * Forms show `invalid` beside their fields and call this for the rest.
 */
export function reportError(error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return;
  if (error instanceof TackleboxError) {
    if (error.kind === 'cancelled') return;
    toast({ kind: 'problem', title: titles[error.kind], detail: error.message });
    return;
  }
  console.error(error);
  toast({
    kind: 'problem',
    title: 'Something broke in Tacklebox',
    detail: `${error instanceof Error ? error.message : String(error)} The console has the details.`,
  });
}

const titles: Record<Exclude<TackleboxError['kind'], 'cancelled'>, string> = {
  invalid: 'That was not accepted',
  unauthorized: 'Not signed in to this Tacklebox',
  forbidden: 'Not allowed',
  not_found: 'It is not there any more',
  conflict: 'That does not fit the present state',
  too_large: 'Too large',
  unavailable: 'Not available now',
  bug: 'Something broke in Tacklebox',
};
