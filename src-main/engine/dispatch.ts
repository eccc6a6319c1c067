import type { ZodError } from 'zod';
import { type AllHandlers, type CallContext, calls, type Reply } from '#core/contract/index.ts';
import { type InputIssue, TackleboxError } from '#core/errors/tacklebox-error.ts';

type AnyHandler = (input: unknown, context: CallContext) => unknown;

const neverAborted: CallContext = { signal: new AbortController().signal };

/** Where and what, for each problem, so that a form can put it beside its field. */
export function inputIssues(error: ZodError): InputIssue[] {
  return error.issues.map((issue) => ({
    path: issue.path.map(String).join('.') || '(input)',
    message: issue.message,
  }));
}

function handlerOf(handlers: AllHandlers, name: string): AnyHandler | undefined {
  const [area = '', method = ''] = name.split('.');
  const members: unknown = Object.hasOwn(handlers, area) ? handlers[area as keyof AllHandlers] : undefined;
  if (typeof members !== 'object' || members === null || !Object.hasOwn(members, method)) return undefined;
  return (members as Record<string, AnyHandler>)[method];
}

/**
 * The one place that parses input and wraps errors; every transport calls it and none knows a method by name. An expected
 * error becomes a reply. Anything else is a bug: it is reported once through `onBug` and answered as `internal`.
 */
export async function dispatch(
  handlers: AllHandlers,
  name: string,
  input: unknown,
  onBug: (error: unknown, name: string) => void,
  context: CallContext = neverAborted,
): Promise<Reply> {
  const call = calls.get(name);
  const handler = call && handlerOf(handlers, name);
  if (!call || !handler) {
    return {
      ok: false,
      error: {
        code: 'unknown_method',
        message: `There is no method ${JSON.stringify(name)}.`,
        details: { known: [...calls.keys()] },
      },
    };
  }
  const parsed = call.input.safeParse(input ?? {});
  if (!parsed.success) {
    const issues = inputIssues(parsed.error);
    const first = issues[0];
    return {
      ok: false,
      error: {
        code: 'invalid_input',
        message: `${name}: ${first?.path}: ${first?.message}`,
        details: { issues },
      },
    };
  }
  try {
    return { ok: true, result: await handler(parsed.data, context) };
  } catch (error) {
    if (error instanceof TackleboxError) return { ok: false, error: error.toReply() };
    onBug(error, name);
    return {
      ok: false,
      error: {
        code: 'internal',
        message: `${name} failed: ${error instanceof Error ? error.message : String(error)}. This is a bug in Tacklebox.`,
      },
    };
  }
}
