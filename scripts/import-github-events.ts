/**
 * Writes one sample and one schema per GitHub event out of Octokit's collections of real deliveries and schemas into
 * src-core/providers/samples/github. Run it after updating @octokit/webhooks-examples or @octokit/webhooks-schemas:
 *
 *   node scripts/import-github-events.ts
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { z } from 'zod';

type Json = z.infer<ReturnType<typeof z.json>>;
type JsonObject = { [key: string]: Json };

/** The event, and the action whose payload stands for it. */
const wanted: Record<string, string | null> = {
  branch_protection_rule: 'created',
  check_run: 'completed',
  check_suite: 'completed',
  code_scanning_alert: 'created',
  commit_comment: 'created',
  create: null,
  delete: null,
  dependabot_alert: 'created',
  deploy_key: 'created',
  deployment: 'created',
  deployment_status: 'created',
  discussion: 'created',
  discussion_comment: 'created',
  fork: null,
  github_app_authorization: 'revoked',
  gollum: null,
  installation: 'created',
  installation_repositories: 'added',
  issue_comment: 'created',
  issues: 'opened',
  label: 'created',
  marketplace_purchase: 'purchased',
  member: 'added',
  membership: 'added',
  merge_group: 'checks_requested',
  meta: 'deleted',
  milestone: 'created',
  org_block: 'blocked',
  organization: 'member_added',
  page_build: null,
  ping: null,
  public: null,
  pull_request: 'opened',
  pull_request_review: 'submitted',
  pull_request_review_comment: 'created',
  push: null,
  release: 'published',
  repository: 'created',
  repository_dispatch: null,
  security_advisory: 'published',
  sponsorship: 'created',
  star: 'created',
  status: null,
  team: 'created',
  team_add: null,
  watch: 'started',
  workflow_dispatch: null,
  workflow_job: 'completed',
  workflow_run: 'completed',
};

const Examples = z.array(z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.json())) }));
const Schemas = z.object({ definitions: z.record(z.string(), z.record(z.string(), z.json())) });

const require = createRequire(import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(require.resolve(path), 'utf8'));
const examples = Examples.parse(read('@octokit/webhooks-examples/api.github.com/index.json'));
const { definitions } = Schemas.parse(read('@octokit/webhooks-schemas/schema.json'));
const folder = join(import.meta.dirname, '..', 'src-core', 'providers', 'samples', 'github');

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Draft 7 to 2020-12, without descriptions and Octokit's hints for its TypeScript generator. */
function modern(value: Json): Json {
  if (Array.isArray(value)) return value.map(modern);
  return isObject(value) ? modernObject(value) : value;
}

function modernObject(value: JsonObject): JsonObject {
  const kept = Object.entries(value).filter(
    ([key, member]) =>
      key !== '$schema' && !key.startsWith('ts') && !(key === 'description' && typeof member === 'string'),
  );
  return Object.fromEntries(
    kept.map(([key, member]) =>
      key === '$ref' && typeof member === 'string'
        ? [key, member.replace('#/definitions/', '#/$defs/')]
        : [key, modern(member)],
    ),
  );
}

function definition(name: string): JsonObject {
  const found = definitions[name];
  if (!found) throw new Error(`@octokit/webhooks-schemas has no definition ${name}`);
  return found;
}

/** The names of all definitions that `value` leads to. */
function referred(value: Json, found: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const member of value) referred(member, found);
  else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      if (key !== '$ref' || typeof member !== 'string') {
        referred(member, found);
        continue;
      }
      const name = member.slice('#/definitions/'.length);
      if (!found.has(name)) referred(definition(name), found.add(name));
    }
  }
  return found;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** The smallest real payload of an event that fits its schema: small ones read best, old ones no longer fit. */
function sampleOf(event: string, action: string | null, schema: JsonObject): JsonObject {
  const all = examples.find((entry) => entry.name === event)?.examples ?? [];
  const validate = ajv.compile(schema);
  const fitting = all.filter(
    (example) => (action === null || example.action === action) && validate(example),
  );
  const smallest = fitting.sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length)[0];
  if (!smallest)
    throw new Error(`no example of ${event} ${action ?? ''} fits: ${ajv.errorsText(validate.errors)}`);
  return smallest;
}

mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) rmSync(join(folder, file));

const events: JsonObject = {};
const shared = new Set<string>();
for (const [event, action] of Object.entries(wanted)) {
  const root = definition(action === null ? `${event}$event` : `${event}$${action}`);
  const uses = [...referred(root, new Set())].sort();
  for (const name of uses) shared.add(name);
  const schema = modernObject(root);
  events[event] = { schema, uses };
  const $defs = Object.fromEntries(uses.map((name) => [name, modern(definition(name))]));
  const sample = sampleOf(event, action, { ...schema, $defs });
  writeFileSync(join(folder, `${event}.json`), `${JSON.stringify(sample, null, 1)}\n`);
}
const definitionsUsed = Object.fromEntries(
  [...shared].sort().map((name) => [name, modern(definition(name))]),
);
writeFileSync(
  join(folder, 'schemas.ts'),
  `${[
    '/** Written by scripts/import-github-events.ts. */',
    "import type { Json } from '../../provider.ts';",
    '',
    '/** The schema of each event, and the names of the shared definitions that it leads to. */',
    'export const eventSchemas: Record<string, { schema: { [key: string]: Json }; uses: string[] }> =',
    `  ${JSON.stringify(events)};`,
    '',
    'export const definitions: Record<string, Json> =',
    `  ${JSON.stringify(definitionsUsed)};`,
  ].join('\n')}\n`,
);

const names = Object.keys(wanted);
const constant = (event: string) => event.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
/** Words that can't name a constant. */
const named = (event: string) => (['delete', 'public'].includes(event) ? `${event}Event` : constant(event));
writeFileSync(
  join(folder, 'index.ts'),
  `${[
    '/** Written by scripts/import-github-events.ts. */',
    "import type { Json } from '../../provider.ts';",
    ...names.map((event) => `import ${named(event)} from './${event}.json' with { type: 'json' };`),
    '',
    'export const githubSamples: Record<string, Json> = {',
    ...names.map((event) => (named(event) === event ? `  ${event},` : `  ${event}: ${named(event)},`)),
    '};',
  ].join('\n')}\n`,
);
console.log(`${names.length} events in ${folder}`);
