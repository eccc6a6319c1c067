import type { z } from 'zod';
import type { Call, Push } from './define.ts';
import { deliveries } from './deliveries.ts';
import { endpoints } from './endpoints.ts';
import { gauntlet } from './gauntlet.ts';
import { providers } from './providers.ts';
import { queue } from './queue.ts';
import { retry } from './retry.ts';
import type { Revision } from './revision.ts';
import { signatures } from './signatures.ts';
import { settings, system } from './system.ts';
import { tls } from './tls.ts';

/** The one contract between interface and engine. A new method is a line here and a function in the engine. */
export const contract = {
  endpoints,
  deliveries,
  queue,
  providers,
  signatures,
  retry,
  gauntlet,
  settings,
  system,
  tls,
};
export type Contract = typeof contract;

type KeysOf<Area, Member> = { [K in keyof Area]: Area[K] extends Member ? K : never }[keyof Area];

/** The calls of an area, without its pushes. */
export type CallsOf<Area> = { [K in KeysOf<Area, Call>]: Area[K] extends Call ? Area[K] : never };

/** Given along with each call: aborted when the caller no longer waits for the answer. */
export interface CallContext {
  signal: AbortSignal;
}

/** What the engine has to provide for an area: one function a call, given parsed input. */
export type Handlers<Area> = {
  [K in KeysOf<Area, Call>]: Area[K] extends Call<infer I, infer O>
    ? (input: z.output<I>, context: CallContext) => z.input<O> | Promise<z.input<O>>
    : never;
};

/** What a caller sees of an area. */
export type AreaClient<Area> = {
  [K in KeysOf<Area, Call>]: Area[K] extends Call<infer I, infer O>
    ? (input: z.input<I>, options?: { signal?: AbortSignal }) => Promise<z.output<O>>
    : never;
};
export type ContractClient = { [A in keyof Contract]: AreaClient<Contract[A]> };
export type AllHandlers = { [A in keyof Contract]: Handlers<Contract[A]> };

const singular: Partial<Record<keyof Contract, string>> = { deliveries: 'delivery', endpoints: 'endpoint' };

type Singular<A> = A extends 'deliveries' ? 'delivery' : A extends 'endpoints' ? 'endpoint' : A;
/** An event whose word is a call's too has `Event` behind it in the contract: `rejectedEvent` is told as `rejected`. */
type EventWord<K> = K extends `${infer Word}Event` ? Word : K;
const eventWord = (name: string) => name.replace(/Event$/, '');
type PushNames = {
  [A in keyof Contract & string]: `${Singular<A>}.${EventWord<KeysOf<Contract[A], Push>> & string}`;
}[keyof Contract & string];

type PushPayload<Name> = {
  [A in keyof Contract & string]: {
    [K in KeysOf<Contract[A], Push> & string]: Name extends `${Singular<A>}.${EventWord<K> & string}`
      ? Contract[A][K] extends Push<infer P>
        ? z.output<P>
        : never
      : never;
  }[KeysOf<Contract[A], Push> & string];
}[keyof Contract & string];

/** A frame's element: `{ type: 'delivery.captured', …the payload's fields }`. */
export type EngineEvent = { [N in PushNames]: { type: N } & PushPayload<N> }[PushNames];
export type EngineEventType = PushNames;

/** Every call by its full name, as `deliveries.list`. */
export const calls: ReadonlyMap<string, Call> = new Map(
  Object.entries(contract).flatMap(([area, members]) =>
    Object.entries(members).flatMap(([name, member]): [string, Call][] =>
      member.kind === 'call' ? [[`${area}.${name}`, member]] : [],
    ),
  ),
);

/** Every push by its event's name, as `delivery.captured`. */
export const pushes: ReadonlyMap<string, Push> = new Map(
  Object.entries(contract).flatMap(([area, members]) =>
    Object.entries(members).flatMap(([name, member]): [string, Push][] =>
      member.kind === 'push'
        ? [[`${singular[area as keyof Contract] ?? area}.${eventWord(name)}`, member]]
        : [],
    ),
  ),
);

/** The answer to a call as it crosses a boundary. A transport says with it where the engine stood when it was asked. */
export type Reply =
  | ({ ok: true; result: unknown } & Partial<Revision>)
  | { ok: false; error: { code: string; message: string; details?: unknown } };
