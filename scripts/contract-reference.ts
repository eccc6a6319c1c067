import { calls, pushes } from '#core/contract/index.ts';
import { type ContractSchema, SchemaBook, schemaPrefix } from '#core/contract/json-schema.ts';
import { errorCatalog, httpStatusByKind } from '#core/errors/catalog.ts';

const link = (name: string): string => `[${name}](#${name.toLowerCase()})`;

const either = (parts: readonly string[]): string => [...new Set(parts)].join(' or ');

/** The fields of an object inside a phrase. */
function inlineObject({ properties = {}, required = [] }: ContractSchema): string {
  const fields = Object.entries(properties).map(
    ([name, field]) =>
      `\`${name}\`${required.includes(name) && field.default === undefined ? '' : '?'}: ${typeOf(field)}`,
  );
  return fields.length === 0 ? 'an empty object' : `{ ${fields.join('; ')} }`;
}

/** A schema as a phrase; a named type by its name. */
function typeOf(schema: ContractSchema): string {
  if (schema.$ref) return link(schema.$ref.slice(schemaPrefix.length));
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return either(schema.enum.map((value) => `\`${String(value)}\``));
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return either(choices.map(typeOf));
  if (schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(', ')}]`;
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  if (schema.properties) return inlineObject(schema);
  if (schema.type === 'object') {
    const { additionalProperties: values } = schema;
    return typeof values === 'object' ? `record of ${typeOf(values)}` : 'an empty object';
  }
  if (typeof schema.type === 'string') return schema.format === 'uri' ? 'address' : schema.type;
  return Array.isArray(schema.type) ? either(schema.type) : 'any JSON';
}

function fieldRows({ properties = {}, required = [] }: ContractSchema): string[] {
  return Object.entries(properties).map(([name, field]) => {
    const needed = required.includes(name) && field.default === undefined;
    const fallback = field.default === undefined ? '' : `, default \`${JSON.stringify(field.default)}\``;
    return `- \`${name}\`${needed ? '' : '?'}: ${typeOf(field)}${fallback}`;
  });
}

function fields(schema: ContractSchema): string {
  const rows = fieldRows(schema);
  if (rows.length > 0) return rows.join('\n');
  return schema.properties ? 'Nothing.' : `${typeOf(schema)}.`;
}

/** A named type: its fields, or its forms a line each. */
function typeSection([name, schema]: [string, ContractSchema]): string {
  const forms = schema.anyOf ?? schema.oneOf;
  const body = forms ? `One of\n\n${forms.map((form) => `- ${typeOf(form)}`).join('\n')}` : fields(schema);
  return `### ${name}\n\n${body}\n`;
}

const methodSections = (book: SchemaBook) =>
  [...calls].map(
    ([name, { summary, input, output }]) =>
      `### ${name}\n\n${summary}\n\nInput:\n\n${fields(book.schemaOf(input, 'input'))}\n\nResult:\n\n${fields(book.schemaOf(output, 'output'))}\n`,
  );

const eventSections = (book: SchemaBook) =>
  [...pushes].map(
    ([name, { summary, payload }]) =>
      `### ${name}\n\n${summary}\n\n${fields(book.schemaOf(payload, 'output'))}\n`,
  );

const errorRows = () =>
  Object.entries(errorCatalog).map(([code, kind]) => `| \`${code}\` | ${kind} | ${httpStatusByKind[kind]} |`);

/** docs/contract.md: every method, event and error code, as the schemas say them. */
export function contractReference(): string {
  const book = new SchemaBook();
  const methods = methodSections(book);
  const events = eventSections(book);
  const types = Object.entries(book.schemas).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '# The contract',
    '',
    'Made by `npm run docs` from `src-core/contract`; do not edit it by hand. A question mark marks what may be left out.',
    'Call a method with `POST /api/<method>` and a JSON body, with `Authorization: Bearer <token>`. Events arrive at',
    '`GET /api/events`, a WebSocket: each frame is a list of objects with `type` and the fields below. `GET /api/openapi.json` is',
    'the same as OpenAPI 3.1, for clients that are generated.',
    '',
    '## Methods',
    '',
    ...methods,
    '## Events',
    '',
    ...events,
    '## Types',
    '',
    'What is given may leave out what has a default: such a form of a type ends in `Input`.',
    '',
    ...types.map(typeSection),
    '## Error codes',
    '',
    '| code | kind | HTTP status |',
    '| --- | --- | --- |',
    ...errorRows(),
    '',
  ].join('\n');
}
