import type { Json } from './value.ts';

/** Short forms of JSON Schema (2020-12), in which the catalogs describe their payloads. */
export type JsonSchema = { [key: string]: Json };

export const text: JsonSchema = { type: 'string' };
export const integer: JsonSchema = { type: 'integer' };
export const number: JsonSchema = { type: 'number' };
export const boolean: JsonSchema = { type: 'boolean' };
export const dateTime: JsonSchema = { type: 'string', format: 'date-time' };
export const uri: JsonSchema = { type: 'string', format: 'uri' };
export const anyObject: JsonSchema = { type: 'object' };

export const constant = (value: Json): JsonSchema => ({ const: value });
export const oneOf = (...values: string[]): JsonSchema => ({ type: 'string', enum: values });
export const matching = (pattern: string): JsonSchema => ({ type: 'string', pattern });
export const arrayOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
export const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
export const described = (schema: JsonSchema, description: string): JsonSchema => ({
  ...schema,
  description,
});

/** An object whose `required` fields must be there and whose `optional` ones may; others are let pass. */
export const object = (
  required: Record<string, JsonSchema>,
  optional: Record<string, JsonSchema> = {},
): JsonSchema => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional },
});

/**
 * The schema that a sample suggests: its fields, their types, all required; arrays by their first element. Where a
 * provider publishes no schema it still lets an editor complete names and warn of a wrong type.
 */
export function schemaOfSample(sample: Json): JsonSchema {
  if (sample === null) return {};
  if (Array.isArray(sample)) {
    const first = sample[0];
    return first === undefined ? { type: 'array' } : arrayOf(schemaOfSample(first));
  }
  switch (typeof sample) {
    case 'object':
      return object(
        Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, schemaOfSample(value)])),
      );
    case 'string':
      return text;
    case 'boolean':
      return boolean;
    default:
      return Number.isInteger(sample) ? integer : number;
  }
}
