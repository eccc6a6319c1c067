import { errorCatalog, httpStatusByKind } from '../errors/catalog.ts';
import { calls, pushes } from './index.ts';
import { type ContractSchema, SchemaBook } from './json-schema.ts';

/** An OpenAPI 3.1 document, as far as this contract fills one. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description: string };
  security: Record<string, string[]>[];
  paths: Record<string, Record<string, unknown>>;
  webhooks?: Record<string, unknown>;
  components: { securitySchemes: Record<string, unknown>; schemas: Record<string, ContractSchema> };
}

const jsonContent = (schema: ContractSchema) => ({ 'application/json': { schema } });

const errorReply: ContractSchema = {
  type: 'object',
  properties: {
    ok: { const: false },
    error: {
      type: 'object',
      properties: {
        code: { type: 'string', enum: Object.keys(errorCatalog) },
        message: { type: 'string' },
        details: {},
      },
      required: ['code', 'message'],
    },
  },
  required: ['ok', 'error'],
};

const errorStatuses = [...new Set(Object.values(httpStatusByKind))].sort((a, b) => a - b);

/** Every method and event of the contract as OpenAPI 3.1: a path a method, an entry of `components` a named type. */
export function openApiDocument(version: string): OpenApiDocument {
  const book = new SchemaBook();
  const errors = Object.fromEntries(
    errorStatuses.map((status) => [
      String(status),
      {
        description: 'What went wrong, by its code.',
        content: jsonContent({ $ref: '#/components/schemas/ErrorReply' }),
      },
    ]),
  );
  const paths = Object.fromEntries(
    [...calls].map(([name, { summary, input, output }]) => [
      `/api/${name}`,
      {
        post: {
          operationId: name,
          tags: [name.slice(0, name.indexOf('.'))],
          summary,
          requestBody: { required: true, content: jsonContent(book.schemaOf(input, 'input')) },
          responses: {
            200: {
              description: 'The answer.',
              content: jsonContent({
                type: 'object',
                properties: { ok: { const: true }, result: book.schemaOf(output, 'output') },
                required: ['ok', 'result'],
              }),
            },
            ...errors,
          },
        },
      },
    ]),
  );
  const events = [...pushes].map(([type, { payload }]): ContractSchema => {
    const { properties = {}, required = [], ...rest } = book.schemaOf(payload, 'output');
    if (rest.$ref !== undefined) {
      return { allOf: [{ type: 'object', properties: { type: { const: type } }, required: ['type'] }, rest] };
    }
    return { ...rest, properties: { type: { const: type }, ...properties }, required: ['type', ...required] };
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tacklebox',
      version,
      description:
        'The contract between the engine and whoever asks it. Events arrive at the WebSocket `GET /api/events`: each frame is a list of `Event`.',
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { ...book.schemas, ErrorReply: errorReply, Event: { oneOf: events } },
    },
  };
}
