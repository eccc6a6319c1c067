/** What is understood of curl's options: the short letter's long name, and which of them take a value. */

export const shortNames: Readonly<Record<string, string>> = {
  X: 'request',
  H: 'header',
  d: 'data',
  u: 'user',
  A: 'user-agent',
  e: 'referer',
  b: 'cookie',
  G: 'get',
  I: 'head',
  F: 'form',
  T: 'upload-file',
  K: 'config',
  '0': 'http1.0',
  o: 'output',
  m: 'max-time',
  x: 'proxy',
  w: 'write-out',
  c: 'cookie-jar',
  E: 'cert',
  D: 'dump-header',
  r: 'range',
  Y: 'speed-limit',
  y: 'speed-time',
  U: 'proxy-user',
};

/** They say something about the request. */
export const readOptions: ReadonlySet<string> = new Set([
  'request',
  'header',
  'data',
  'data-ascii',
  'data-raw',
  'data-binary',
  'data-urlencode',
  'json',
  'user',
  'oauth2-bearer',
  'user-agent',
  'referer',
  'cookie',
  'url',
  'request-target',
]);

/** They take a value, and say how to connect or what to print: nothing that is signed. */
export const skippedWithValue: ReadonlySet<string> = new Set([
  ...['output', 'output-dir', 'max-time', 'connect-timeout', 'proxy', 'proxy-user', 'noproxy', 'write-out'],
  ...['cookie-jar', 'cert', 'cert-type', 'key', 'key-type', 'pass', 'cacert', 'capath', 'ciphers', 'tls-max'],
  ...[
    'dump-header',
    'range',
    'speed-limit',
    'speed-time',
    'retry',
    'retry-delay',
    'retry-max-time',
    'resolve',
  ],
  ...['connect-to', 'max-redirs', 'limit-rate', 'interface', 'unix-socket', 'trace', 'trace-ascii', 'stderr'],
  ...['dns-servers', 'local-port', 'keepalive-time', 'max-filesize', 'proto', 'expect100-timeout', 'rate'],
]);

/** They can't be read from the line alone; each with what to do instead. */
export const refusedOptions: Readonly<Record<string, string>> = {
  form: 'curl makes up the boundary of a multipart body as it sends it. Paste the request as raw HTTP',
  'form-string':
    'curl makes up the boundary of a multipart body as it sends it. Paste the request as raw HTTP',
  'upload-file': 'the body is in a file. Give its text with --data-binary',
  config: 'it names a file of options. Write them out',
  next: 'it begins a second request. Paste one at a time',
  'aws-sigv4': 'curl computes that signature as it sends. Paste the request as raw HTTP',
};
