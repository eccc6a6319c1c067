import { type ErrorCode, errorCatalog } from '../errors/catalog.ts';
import { TackleboxError } from '../errors/tacklebox-error.ts';
import { type ContractClient, calls, contract, type EngineEvent, pushes, type Reply } from './index.ts';
import { markRevision, Revision } from './revision.ts';

/** One way to the engine: takes a method's full name and its input, answers its reply. */
export type SendCall = (name: string, input: unknown, signal: AbortSignal | undefined) => Promise<Reply>;

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCatalog, code);

const placeOf = (reply: unknown): Revision | null => Revision.safeParse(reply).data ?? null;

/** What a reply says: its result, or the error with its code. */
export function unwrap(reply: Reply): unknown {
  if (reply.ok) return reply.result;
  const { code, message, details } = reply.error;
  throw new TackleboxError(isErrorCode(code) ? code : 'internal', message, { details });
}

/**
 * A client of the contract over any way to the engine: outputs are parsed, errors keep their code. What came with a revision
 * has it in `revisionOf`.
 */
export function createContractClient(send: SendCall): ContractClient {
  const client: Record<string, Record<string, unknown>> = {};
  for (const area of Object.keys(contract)) client[area] = {};
  for (const [name, method] of calls) {
    const [area = '', verb = ''] = name.split('.');
    const members = client[area];
    if (!members) continue;
    members[verb] = async (input: unknown, options?: { signal?: AbortSignal }) => {
      const reply = await send(name, input, options?.signal);
      return markRevision(method.output.parse(unwrap(reply)), placeOf(reply));
    };
  }
  // Made from the contract's own record, so its shape is the contract's.
  return client as unknown as ContractClient;
}

/** A frame's element as the contract says it; null for a kind of event that this build does not know. */
export function parseEvent(value: unknown): EngineEvent | null {
  if (typeof value !== 'object' || value === null || !('type' in value)) return null;
  const { type } = value;
  const push = typeof type === 'string' ? pushes.get(type) : undefined;
  const payload = push?.payload.safeParse(value);
  return payload?.success ? markRevision({ type, ...payload.data } as EngineEvent, placeOf(value)) : null;
}
