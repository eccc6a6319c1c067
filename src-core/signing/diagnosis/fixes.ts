import type { Fix } from './mistake.ts';

/** How to get the body's bytes untouched. In each framework the bytes are there until something parses them. */
export const rawBodyFixes: readonly Fix[] = [
  {
    where: 'Express',
    text: 'Take the raw body for this route, before any JSON parser runs.',
    code: "app.post('/hooks', express.raw({ type: '*/*' }), (req, res) => verify(req.body))",
  },
  {
    where: 'Fastify',
    text: 'Add a parser that keeps the buffer.',
    code: "app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => done(null, body))",
  },
  {
    where: 'Next.js',
    text: 'In a route handler read the text once, verify it, then parse that text.',
    code: 'const raw = await request.text()',
  },
  { where: 'Flask', text: 'Read the data before request.json does.', code: 'raw = request.get_data()' },
  { where: 'Django', text: 'Use the bytes of request.body.', code: 'raw = request.body' },
  {
    where: 'FastAPI',
    text: 'Take the Request, not a model, and await its body.',
    code: 'async def hook(request: Request):\n    raw = await request.body()',
  },
  { where: 'Rails', text: 'Use raw_post, not params.', code: 'raw = request.raw_post' },
  { where: 'Laravel', text: 'Use the content, not the input.', code: '$raw = $request->getContent();' },
  {
    where: 'Spring',
    text: 'Take the body as bytes, not as an object.',
    code: '@PostMapping("/hooks")\nvoid hook(@RequestBody byte[] raw)',
  },
  {
    where: 'ASP.NET',
    text: 'Read the stream yourself, without a model.',
    code: 'using var memory = new MemoryStream();\nawait Request.Body.CopyToAsync(memory);\nvar raw = memory.ToArray();',
  },
  {
    where: 'Go',
    text: 'Read the body once and decode from those bytes.',
    code: 'raw, err := io.ReadAll(r.Body)',
  },
  {
    where: 'A proxy in between',
    text: 'nginx passes bodies through unchanged. Look for a gateway, a middleware or a log that parses and prints JSON.',
  },
];

/** For a body that was caught here byte for byte: the sender alone can sign other bytes than it sends. */
export const senderBodyFixes: readonly Fix[] = [
  {
    where: 'At the sender',
    text: 'Make the body once, sign those bytes, and send those very bytes. Tacklebox caught them as they were on the wire.',
  },
  {
    where: 'fetch and axios',
    text: 'Hand over the text that was signed, not the object: a library prints an object in its own way.',
    code: 'const raw = JSON.stringify(event)\nawait fetch(url, { method: "POST", body: raw, headers: { ...sign(raw) } })',
  },
  {
    where: 'Python requests',
    text: 'data= sends the text as it is; json= prints it anew.',
    code: 'raw = json.dumps(event).encode()\nrequests.post(url, data=raw, headers=sign(raw))',
  },
  {
    where: 'curl',
    text: '--data-binary sends a file as it is; -d drops line breaks.',
    code: 'curl --data-binary @body.json …',
  },
];

/** How to keep a secret's text exact. */
export const secretTextFixes: readonly Fix[] = [
  {
    where: 'Shell',
    text: 'echo adds a newline; printf does not.',
    code: "printf %s 'the-secret' > secret.txt",
  },
  {
    where: 'Docker and Kubernetes',
    text: 'Secret files end with a newline when they were made by echo. Make them from a literal.',
    code: 'kubectl create secret generic webhook --from-literal=secret=…',
  },
  { where: 'Node.js', text: 'Trim what comes from a file.', code: 'process.env.WEBHOOK_SECRET.trim()' },
  { where: '.env files', text: 'Write the value without quotes and without spaces around it.' },
];

/** How to give a handler the URL that the sender knows. */
export const urlFixes: readonly Fix[] = [
  {
    where: 'Express',
    text: 'Trust the proxy in front, so that protocol and host are the outer ones.',
    code: "app.set('trust proxy', true)\nconst url = req.protocol + '://' + req.get('host') + req.originalUrl",
  },
  {
    where: 'Django',
    text: 'Tell it which header holds the outer protocol.',
    code: "SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')\nUSE_X_FORWARDED_HOST = True",
  },
  {
    where: 'Flask',
    text: 'Wrap the application.',
    code: 'app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=1, x_host=1)',
  },
  { where: 'Rails', text: 'request.original_url follows X-Forwarded-Proto and X-Forwarded-Host.' },
  { where: 'Laravel', text: 'List the proxy in TrustProxies.', code: '$middleware->trustProxies(at: "*");' },
  {
    where: 'Spring',
    text: 'Let it read the forwarded headers.',
    code: 'server.forward-headers-strategy=framework',
  },
  {
    where: 'ASP.NET',
    text: 'Use the forwarded headers before anything else.',
    code: 'app.UseForwardedHeaders(new() { ForwardedHeaders = ForwardedHeaders.All });',
  },
  {
    where: 'nginx',
    text: 'Hand the outer protocol and host on.',
    code: 'proxy_set_header Host $host;\nproxy_set_header X-Forwarded-Proto $scheme;',
  },
  {
    where: 'Anywhere',
    text: 'Write the URL into the configuration, exactly as it is registered at the provider.',
  },
];

export const fix = (where: string, text: string, code?: string): Fix =>
  code === undefined ? { where, text } : { where, text, code };
