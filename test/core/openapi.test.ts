import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { calls, pushes } from '#core/contract/index.ts';
import { openApiDocument } from '#core/contract/openapi.ts';

const document = openApiDocument('1.2.3');

/** Where an object stands of which nobody could tell what belongs into it. */
function bareObjects(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Record<string, unknown>;
  const isBare =
    node.type === 'object' && !node.properties && !node.additionalProperties && !Array.isArray(value);
  return [
    ...(isBare ? [path] : []),
    ...Object.entries(node).flatMap(([key, inner]) => bareObjects(inner, `${path}/${key}`)),
  ];
}

const references = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) =>
        key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
      );

test('the document is valid OpenAPI', async () => {
  expect(await new Validator().validate(structuredClone(document) as never)).toMatchObject({ valid: true });
});

test('it has a path for every method and a form for every event', () => {
  expect(Object.keys(document.paths)).toEqual([...calls.keys()].map((name) => `/api/${name}`));
  const events = JSON.stringify(document.components.schemas.Event);
  for (const type of pushes.keys()) expect(events).toContain(`{"const":"${type}"}`);
});

test('every object says what belongs into it, and every name is there', () => {
  expect(bareObjects(document)).toEqual([]);
  const names = new Set(
    Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`),
  );
  expect(references(document).filter((reference) => !names.has(reference))).toEqual([]);
});

test('what may be left out of an input is not required there, and is always in an answer', () => {
  const { TargetInput, Target } = document.components.schemas;
  expect(TargetInput?.required).toEqual(['url']);
  expect(Target?.required).toContain('method');
});
