import type { MonacoParts } from './load-monaco.ts';

/** A JSON Schema, as JSON. */
export type JsonSchema = { readonly [keyword: string]: unknown };

const byModel = new Map<string, JsonSchema>();

function publish({ jsonDefaults }: MonacoParts): void {
  jsonDefaults.setDiagnosticsOptions({
    validate: true,
    allowComments: false,
    trailingCommas: 'error',
    comments: 'error',
    // Schemas come from us alone; the editor never fetches one.
    enableSchemaRequest: false,
    schemaValidation: 'warning',
    schemas: [...byModel].map(([modelUri, schema]) => ({
      uri: `tacklebox://schemas/${encodeURIComponent(modelUri)}`,
      fileMatch: [modelUri],
      schema,
    })),
  });
}

/** Checks and completes one model against a schema; null lets it go. */
export function setModelSchema(parts: MonacoParts, modelUri: string, schema: JsonSchema | null): void {
  if ((byModel.get(modelUri) ?? null) === schema) return;
  if (schema) byModel.set(modelUri, schema);
  else byModel.delete(modelUri);
  publish(parts);
}
