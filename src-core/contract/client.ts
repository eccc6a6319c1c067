import { type ErrorCode, errorCatalog } from '../errors/catalog.ts';
import { TackleboxError } from '../errors/tacklebox-error.ts';
import { type ContractClient, calls, contract, type EngineEvent, pushes, type Reply } from './index.ts';

/** One way to the engine: takes a method's full name and its input, answers its reply. */
export type SendCall = (name: string, input: unknown, signal: AbortSignal | undefined) => Promise<Reply>;

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorCatalog, code);

/** What a reply says: its result, or the error with its code. */
export function unwrap(reply: Reply): unknown {
  if (reply.ok) return reply.result;
  const { code, message, details } = reply.error;
  throw new TackleboxError(isErrorCode(code) ? code : 'internal', message, { details });
}

/** A client of the contract over any way to the engine: outputs are parsed, errors keep their code. */
export function createContractClient(send: SendCall): ContractClient {
  const client: Record<string, Record<string, unknown>> = {};
  for (const area of Object.keys(contract)) client[area] = {};
  for (const [name, method] of calls) {
    const [area = '', verb = ''] = name.split('.');
    const members = client[area];
    if (!members) continue;
    members[verb] = async (input: unknown, options?: { signal?: AbortSignal }) =>
      method.output.parse(unwrap(await send(name, input, options?.signal)));
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
  return payload?.success ? ({ type, ...payload.data } as EngineEvent) : null;
}
