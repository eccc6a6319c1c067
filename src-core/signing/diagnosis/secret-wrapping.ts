import type { SecretChange } from './secret-unwrapping.ts';

/** What a sender may have round its copy, where the one here is right. */
export function secretWrappings(text: string, prefixes: readonly string[]): SecretChange[] {
  const put = (id: string, what: string, wrapped: string): SecretChange => ({
    id,
    done: `${what}: the sender's copy of the secret has it`,
    text: wrapped,
  });
  return [
    put('secret-newline-missing', 'a newline is added to the secret', `${text}\n`),
    put('secret-newline-missing', 'a line break (CR LF) is added to the secret', `${text}\r\n`),
    put('secret-newline-missing', 'a carriage return is added to the secret', `${text}\r`),
    put('secret-whitespace', 'a blank is put after the secret', `${text} `),
    put('secret-whitespace', 'a blank is put before the secret', ` ${text}`),
    put('secret-whitespace', 'a tab is put after the secret', `${text}\t`),
    put('secret-whitespace', 'two blanks are put before the secret', `  ${text}`),
    put('secret-whitespace', 'two blanks are put after the secret', `${text}  `),
    ...['"', "'", '`'].flatMap((mark) => [
      put('secret-quoted', 'quotes are put around the secret', mark + text + mark),
      put('secret-quoted', 'one quote is put before the secret', mark + text),
      put('secret-quoted', 'one quote is put after the secret', text + mark),
    ]),
    ...[
      ['“', '”'],
      ['„', '“'],
      ['«', '»'],
      ['’', '’'],
      ['‘', '’'],
    ].map(([open, close]) =>
      put('secret-quoted', 'typographic quotes are put around the secret', `${open}${text}${close}`),
    ),
    ...[
      ['<', '>'],
      ['[', ']'],
      ['(', ')'],
      ['{', '}'],
    ].map(([open, close]) =>
      put('secret-brackets', 'brackets are put around the secret', `${open}${text}${close}`),
    ),
    ...prefixes
      .filter((prefix) => !text.startsWith(prefix))
      .map((prefix) => ({
        id: 'secret-prefix-stripped',
        done: `the secret keeps its prefix ${prefix}`,
        text: prefix + text,
      })),
    ...[/^[A-Za-z0-9]{1,12}_/.exec(text)?.[0]].flatMap((prefix) =>
      prefix
        ? [put('secret-prefix-doubled', `the prefix ${prefix} stands before the secret twice`, prefix + text)]
        : [],
    ),
    put('secret-label', 'the word Bearer is put before the secret', `Bearer ${text}`),
    put('secret-doubled', 'the secret is doubled, as if pasted twice', text + text),
    put(
      'secret-doubled',
      'the secret is doubled with a line break between, as if pasted twice',
      `${text}\n${text}`,
    ),
    put(
      'secret-doubled',
      'the secret is doubled with a blank between, as if pasted twice',
      `${text} ${text}`,
    ),
    put(
      'secret-doubled',
      'the secret is doubled with a comma between, as if pasted twice',
      `${text},${text}`,
    ),
    ...[';', ',', '.', '%', '\\'].map((mark) =>
      put('secret-punctuation', `the character ${mark} is put after the secret`, text + mark),
    ),
    ...['\\n', '\\r\\n', '\\t', '\\r'].map((mark) =>
      put(
        'secret-escaped',
        `an escaped line break or tab (${mark}, as characters) is put after the secret`,
        text + mark,
      ),
    ),
    ...['\u200b', '\ufeff', '\u00a0', '\u200e', '\u2060', '\u202f'].flatMap((mark) => [
      put(
        'secret-invisible',
        'an invisible character (a zero-width one, a no-break space or a byte order mark) is put after the secret',
        text + mark,
      ),
      put(
        'secret-invisible',
        'an invisible character (a zero-width one, a no-break space or a byte order mark) is put before the secret',
        mark + text,
      ),
    ]),
    put('secret-bytes-printed', "the secret is printed as Python bytes (b' ')", `b'${text}'`),
    put('secret-bytes-printed', 'the secret is printed as Python bytes (b" ")', `b"${text}"`),
    put('secret-json', 'the secret is printed as JSON', JSON.stringify({ secret: text })),
    put('secret-json', 'the secret is printed as a JSON list', JSON.stringify([text])),
    put('secret-entities', 'HTML entities of quotes stand around the secret', `&quot;${text}&quot;`),
    put('secret-url-encoded', 'the secret is percent-encoded (URL-encoded)', encodeURIComponent(text)),
    put(
      'secret-url-encoded',
      'the secret is form-encoded (a + for blanks)',
      encodeURIComponent(text).replaceAll('%20', '+'),
    ),
    put(
      'secret-escaped',
      'underscores of the secret are escaped by backslashes',
      text.replaceAll('_', '\\_'),
    ),
    ...[
      'secret: ',
      'secret=',
      'SECRET=',
      'WEBHOOK_SECRET=',
      'Signing secret: ',
      'key: ',
      'SIGNING_SECRET=',
      'SIGNING_KEY=',
      'export WEBHOOK_SECRET=',
      'export SIGNING_KEY=',
      'SECRET = ',
      'Secret key\n',
      'Key\t',
      'Webhook signing secret:\n',
    ].map((label) =>
      put('secret-label', `the label or name "${label.trim()}" is put before the secret`, label + text),
    ),
    ...[' # production', ' # live', ' # test', ' // live', ' # do not share', '; prod', ' # staging'].map(
      (comment) => put('secret-comment', `a comment is put after the secret`, text + comment),
    ),
    put('secret-case', 'the secret is in lower case', text.toLowerCase()),
    put('secret-case', 'the secret is in upper case', text.toUpperCase()),
  ].filter((one) => one.text !== text);
}
