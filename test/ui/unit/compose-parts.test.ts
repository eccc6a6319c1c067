import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { Scheme } from '#core/signing/schemes/scheme.ts';
import { headerProblems } from '#renderer/features/compose/header-problems.ts';
import { bodyOf, compactJson } from '#renderer/features/compose/payload-text.ts';
import { completeUrl, urlProblem } from '#renderer/features/compose/send-input.ts';
import { signedHeaders } from '#renderer/features/compose/signed-headers.ts';
import { fieldProblems } from '#renderer/platform/field-problems.ts';

const sources = { nowMs: 1_772_625_600_000, random: () => 0.5 };

describe('the body of a draft', () => {
  it('loses the blanks between its parts and nothing else', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const pretty = JSON.stringify(JSON.parse(json), null, 2);
        expect(compactJson(pretty)).toBe(JSON.stringify(JSON.parse(json)));
      }),
    );
  });

  it('keeps numbers and escapes as they were written', () => {
    expect(compactJson('{ "big": 12345678901234567890, "e": 1.0e5, "u": "\\u00e9 \\" x" }')).toBe(
      '{"big":12345678901234567890,"e":1.0e5,"u":"\\u00e9 \\" x"}',
    );
  });

  it('is sent as it is, and said to be no JSON, where it can’t be read', () => {
    expect(bodyOf('{ "a": ', true, true, sources)).toMatchObject({ text: '{ "a": ', notJson: true });
  });

  it('is no JSON by intent for a form, and is left alone', () => {
    expect(bodyOf('a=1 &b=2', true, false, sources)).toMatchObject({ text: 'a=1 &b=2', notJson: false });
  });
});

describe('the address of a draft', () => {
  it('is http where no scheme is given', () => {
    expect(completeUrl(' localhost:3000/hooks ')).toBe('http://localhost:3000/hooks');
    expect(completeUrl('https://example.com')).toBe('https://example.com');
  });

  it.each([
    ['', 'Say where'],
    ['ftp://example.com', 'http://'],
    ['http://', 'no address'],
  ])('%j is refused with what to do', (text, part) => {
    expect(urlProblem(text)).toContain(part);
  });
});

describe('headers', () => {
  it('name the rows that could not be sent', () => {
    const rows: [string, string][] = [
      ['X-Good', 'yes'],
      ['bad name', 'x'],
      ['X-Line', 'a\nb'],
      ['', ''],
    ];
    expect([...headerProblems(rows).keys()]).toEqual([1, 2]);
  });

  it('of the old signature are known from the scheme', () => {
    const scheme = Scheme.parse({
      kind: 'hmac',
      signature: { at: { in: 'header', name: 'webhook-signature', alsoNamed: ['svix-signature'] } },
      timestamp: { at: { in: 'header', name: 'Webhook-Timestamp' } },
      id: { in: 'header', name: 'webhook-id' },
    });
    expect(signedHeaders(scheme)).toEqual(
      new Set(['webhook-signature', 'svix-signature', 'webhook-timestamp', 'webhook-id']),
    );
  });
});

describe('what the engine did not accept', () => {
  const error = new TackleboxError('invalid_input', 'no', {
    details: {
      issues: [
        { path: 'access.allowFrom.1', message: 'an address' },
        { path: 'name', message: 'a name is needed' },
        { path: 'elsewhere', message: 'is odd' },
      ],
    },
  });

  it('stands at its field, with the entry counted from 1, and the rest above the form', () => {
    const found = fieldProblems(error, ['name', 'access.allowFrom']);
    expect(Object.fromEntries(found?.byPath ?? [])).toEqual({
      name: 'a name is needed',
      'access.allowFrom': 'entry 2: an address',
    });
    expect(found?.general).toBe('elsewhere: is odd');
  });

  it('is no matter of fields where it is another kind of error', () => {
    expect(fieldProblems(new TackleboxError('cancelled', 'stop'), ['name'])).toBeNull();
    expect(fieldProblems(new Error('bug'), ['name'])).toBeNull();
  });
});
