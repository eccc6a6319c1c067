import { z } from 'zod';
import { calls, pushes } from '#core/contract/index.ts';
import { errorCatalog, httpStatusByKind } from '#core/errors/catalog.ts';

interface JsonSchema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  default?: unknown;
  format?: string;
  $ref?: string;
}

/** A schema as one short phrase; objects inside of others are only named as such, so that a table stays a table. */
function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(' or ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return [...new Set(either.map(typeOf))].join(' or ');
  if (schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(', ')}]`;
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  if (schema.properties) return 'object';
  if (schema.type === 'object') return 'record';
  if (typeof schema.type === 'string') return schema.format === 'uri' ? 'address' : schema.type;
  if (Array.isArray(schema.type)) return schema.type.join(' or ');
  return schema.$ref ? 'object' : 'any JSON';
}

function fieldRows(schema: JsonSchema): string[] {
  return Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const needed = schema.required?.includes(name) && field.default === undefined;
    const fallback = field.default === undefined ? '' : `, default \`${JSON.stringify(field.default)}\``;
    return `- \`${name}\`${needed ? '' : '?'}: ${typeOf(field)}${fallback}`;
  });
}

const schemaOf = (type: z.ZodType, io: 'input' | 'output'): JsonSchema =>
  z.toJSONSchema(type, { io, unrepresentable: 'any', reused: 'inline', cycles: 'ref' }) as JsonSchema;

function fields(type: z.ZodType, io: 'input' | 'output'): string {
  const schema = schemaOf(type, io);
  const rows = fieldRows(schema);
  if (rows.length > 0) return rows.join('\n');
  return schema.properties ? 'Nothing.' : `${typeOf(schema)}.`;
}

const methodSections = () =>
  [...calls].map(
    ([name, { summary, input, output }]) =>
      `### ${name}\n\n${summary}\n\nInput:\n\n${fields(input, 'input')}\n\nResult:\n\n${fields(output, 'output')}\n`,
  );

const eventSections = () =>
  [...pushes].map(
    ([name, { summary, payload }]) => `### ${name}\n\n${summary}\n\n${fields(payload, 'output')}\n`,
  );

const errorRows = () =>
  Object.entries(errorCatalog).map(([code, kind]) => `| \`${code}\` | ${kind} | ${httpStatusByKind[kind]} |`);

/** docs/contract.md: every method, event and error code, as the schemas say them. */
export function contractReference(): string {
  return [
    '# The contract',
    '',
    'Made by `npm run docs` from `src-core/contract`; do not edit it by hand. A question mark marks what may be left out.',
    'Call a method with `POST /api/<method>` and a JSON body, with `Authorization: Bearer <token>`. Events arrive at',
    '`GET /api/events`, a WebSocket: each frame is a list of objects with `type` and the fields below.',
    '',
    '## Methods',
    '',
    ...methodSections(),
    '## Events',
    '',
    ...eventSections(),
    '## Error codes',
    '',
    '| code | kind | HTTP status |',
    '| --- | --- | --- |',
    ...errorRows(),
    '',
  ].join('\n');
}
