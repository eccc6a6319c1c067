import { z } from 'zod';
import { Json } from '../json/value.ts';
import { namedTypes } from './named-types.ts';

/** A JSON Schema (2020-12) as far as the contract's documents use one. */
export interface ContractSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: ContractSchema[];
  oneOf?: ContractSchema[];
  allOf?: ContractSchema[];
  items?: ContractSchema;
  prefixItems?: ContractSchema[];
  properties?: Record<string, ContractSchema>;
  required?: string[];
  additionalProperties?: ContractSchema | boolean;
  default?: unknown;
  format?: string;
  $defs?: Record<string, ContractSchema>;
  [keyword: string]: unknown;
}

/** Where a document keeps its named types. */
export const schemaPrefix = '#/components/schemas/';

/** Any JSON says more, and compiles in more languages, as no restriction at all than as a type that holds itself. */
const jsonSchema = (type: z.ZodType, io: 'input' | 'output'): ContractSchema =>
  z.toJSONSchema(type, {
    io,
    metadata: namedTypes,
    unrepresentable: 'any',
    cycles: 'ref',
    override({ zodSchema, jsonSchema: made }) {
      if (!Object.is(zodSchema, Json)) return;
      for (const keyword of Object.keys(made)) delete made[keyword];
      made.description = 'Any JSON.';
    },
  }) as ContractSchema;

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Collects the schemas of a document, each named type once. What may be given and what comes back differ where there are
 * defaults: then the form to give is named `…Input`.
 */
export class SchemaBook {
  readonly schemas: Record<string, ContractSchema> = {};

  /** The schema of a type as it is given or answered; named types inside it are references. */
  schemaOf(type: z.ZodType, io: 'input' | 'output'): ContractSchema {
    const whole = jsonSchema(type, io);
    const { $schema: _dialect, $defs = {}, ...schema } = whole;
    const outputs = io === 'input' ? (jsonSchema(type, 'output').$defs ?? {}) : {};
    const names = new Map(
      Object.keys($defs).map((name) => [
        name,
        io === 'input' && !sameJson($defs[name], outputs[name]) ? `${name}Input` : name,
      ]),
    );
    // A type that holds one whose two forms differ has two forms itself.
    for (let changed = true; changed; ) {
      changed = false;
      for (const [name, definition] of Object.entries($defs)) {
        const differs = [...references(definition)].some((other) => names.get(other)?.endsWith('Input'));
        if (io === 'input' && differs && names.get(name) === name) {
          names.set(name, `${name}Input`);
          changed = true;
        }
      }
    }
    for (const [name, definition] of Object.entries($defs)) {
      this.schemas[names.get(name) ?? name] ??= renamed(definition, names);
    }
    return renamed(schema, names);
  }
}

const localPrefix = '#/$defs/';

function* references(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* references(item);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$ref' && typeof inner === 'string') yield inner.slice(localPrefix.length);
      else yield* references(inner);
    }
  }
}

/** The same schema with references into the document, and without what only helped to make it. */
function renamed(schema: ContractSchema, names: ReadonlyMap<string, string>): ContractSchema {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
        if (key === 'id' && typeof inner === 'string' && names.has(inner)) return [];
        if (key !== '$ref' || typeof inner !== 'string') return [[key, walk(inner)]];
        const name = inner.slice(localPrefix.length);
        return [[key, `${schemaPrefix}${names.get(name) ?? name}`]];
      }),
    );
  };
  return walk(schema) as ContractSchema;
}
