import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { catalog } from '#core/providers/catalog/index.ts';
import { Provider } from '#core/providers/provider.ts';
import { allProviders, providerById } from '#core/providers/registry.ts';

const inputs = Object.entries(catalog).map(([id, make]) => [id, make()] as const);

/** Formats and unknown keywords are notes for editors here: the samples' structure is what is checked. */
const ajv = new Ajv2020({ strict: false, validateFormats: false });

describe('the catalog', () => {
  it('gives every provider an id of its own and a source', () => {
    for (const [id, input] of inputs) {
      expect(input.id).toBe(id);
      expect(input.sources.length, id).toBeGreaterThan(0);
    }
  });

  it.each(inputs)('%s is well-formed', (_, input) => {
    expect(Provider.safeParse(input).error).toBeUndefined();
    const types = (input.events ?? []).map((event) => event.type);
    expect(new Set(types).size).toBe(types.length);
  });

  it.each(inputs)('every sample of %s fits its schema', (_, input) => {
    for (const event of input.events ?? []) {
      if (event.schema === undefined) continue;
      if (typeof event.schema !== 'object' || event.schema === null || Array.isArray(event.schema)) {
        throw new Error(`${event.type}: a schema is an object`);
      }
      const validate = ajv.compile(event.schema);
      validate(event.sample);
      expect(validate.errors, event.type).toBeNull();
    }
  });

  it('survives being copied to another process', () => {
    const github = providerById('github');
    expect(structuredClone({ ...github })).toEqual(github);
    expect(JSON.parse(JSON.stringify(allProviders[0]))).toEqual({ ...allProviders[0], recognise: undefined });
  });
});

describe('Alfred', () => {
  const events = providerById('alfred')?.events ?? [];

  it('has 21 events in 6 categories', () => {
    expect(events).toHaveLength(21);
    expect(new Set(events.map((event) => event.category)).size).toBe(6);
  });

  it('refuses a payload that lacks a documented field, or has one of a wrong type', () => {
    const event = events.find((candidate) => candidate.type === 'agent.status_changed');
    const validate = ajv.compile(Object(event?.schema));
    const data = { agent_id: 'agt_1', old_status: 'online', new_status: 'offline' };
    const envelope = {
      id: `evt_${'0'.repeat(24)}`,
      event: 'agent.status_changed',
      timestamp: '2026-03-04T12:00:00+00:00',
    };
    expect(validate({ ...envelope, data })).toBe(true);
    expect(validate({ ...envelope, data: { ...data, new_status: 'asleep' } })).toBe(false);
    expect(validate({ ...envelope, data: { agent_id: 'agt_1', old_status: 'online' } })).toBe(false);
    expect(validate({ ...envelope, id: 'abc', data })).toBe(false);
  });
});

describe('Convocore', () => {
  const events = providerById('convocore')?.events ?? [];

  it('says which events VoiceFlow agents do not send', () => {
    const convocoreOnly = events.filter((event) => !event.platforms?.includes('voiceflow'));
    expect(convocoreOnly.map((event) => event.type)).toEqual(['lead_captured', 'form_submitted']);
  });

  it('has every documented type, each with a place for the workspace secret', () => {
    expect(events).toHaveLength(15);
    for (const event of events) {
      expect(event.sample, event.type).toHaveProperty('payload.workspaceSecret', 'your_workspace_secret');
    }
  });

  it('leaves optional fields optional', () => {
    const event = events.find((candidate) => candidate.type === 'agent_deleted');
    const validate = ajv.compile(Object(event?.schema));
    const payload = { agentId: 'a', operation: 'deleted', createdAt: 1718035200000, workspaceSecret: 's' };
    expect(validate({ type: 'agent_deleted', payload })).toBe(true);
    expect(validate({ type: 'agent_deleted', payload: { ...payload, agentPlatform: 'other' } })).toBe(false);
    expect(validate({ type: 'agent_deleted', payload: { ...payload, createdAt: 'today' } })).toBe(false);
  });
});

describe('GitHub', () => {
  it('has real payloads of more than thirty events', () => {
    const types = providerById('github')?.events.map((event) => event.type) ?? [];
    expect(types.length).toBeGreaterThan(30);
    expect(types).toEqual(
      expect.arrayContaining(['push', 'pull_request', 'issues', 'ping', 'workflow_run', 'star']),
    );
  });
});
