import type { Scheme } from '../../signing/schemes/scheme.ts';
import { snippetFor } from '../../signing/snippets/index.ts';
import { type SnippetLanguage, snippetLanguageNames } from '../../signing/snippets/languages.ts';
import type { FixCode, GauntletExchange, RuleId } from '../run.ts';

type Codes = Partial<Record<SnippetLanguage, string>>;

const idempotent: Codes = {
  node: `const { rowCount } = await db.query(
  'INSERT INTO handled_events (id) VALUES ($1) ON CONFLICT DO NOTHING', [eventId]);
if (rowCount === 0) return res.sendStatus(200); // known: nothing to do
await work(event); // in the same transaction as the insert`,
  python: `with db.transaction():
    done = db.execute("INSERT INTO handled_events (id) VALUES (%s) ON CONFLICT DO NOTHING", (event_id,))
    if done.rowcount == 0:
        return "", 200  # known: nothing to do
    work(event)`,
  php: `$insert = $db->prepare('INSERT IGNORE INTO handled_events (id) VALUES (?)');
$insert->execute([$eventId]);
if ($insert->rowCount() === 0) { http_response_code(200); exit; } // known: nothing to do
work($event); // in the same transaction as the insert`,
  ruby: `HandledEvent.transaction do
  return head :ok unless HandledEvent.insert({ id: event_id }, unique_by: :id).any? # known: nothing to do
  work(event)
end`,
};

const rawBody: Codes = {
  node: `// Before any JSON parser: the bytes as they came.
app.post('/webhooks', express.raw({ type: '*/*', limit: '5mb' }), (req, res) => {
  if (!verify(req.body, req.headers)) return res.sendStatus(401);
  const event = JSON.parse(req.body.toString('utf8'));
  …
});`,
  python: `raw = request.get_data()  # bytes, before request.json
if not verify(raw, request.headers):
    return "", 401
event = json.loads(raw)`,
  php: `$raw = file_get_contents('php://input');
if (!verify($raw, getallheaders())) { http_response_code(401); exit; }
$event = json_decode($raw, true);`,
  ruby: `raw = request.body.read # before params
return head :unauthorized unless verify(raw, request.headers)
event = JSON.parse(raw)`,
};

const guarded: Codes = {
  node: `let event;
try { event = JSON.parse(raw.toString('utf8')); } catch { return res.sendStatus(400); }
if (typeof event !== 'object' || event === null) return res.sendStatus(400);
const customer = event.data?.object?.customer ?? null; // may be missing or null`,
  python: `try:
    event = json.loads(raw)
except ValueError:
    return "", 400
if not isinstance(event, dict):
    return "", 400
customer = ((event.get("data") or {}).get("object") or {}).get("customer")`,
  php: `$event = json_decode($raw, true);
if (!is_array($event)) { http_response_code(400); exit; }
$customer = $event['data']['object']['customer'] ?? null;`,
  ruby: `begin
  event = JSON.parse(raw)
rescue JSON::ParserError, EncodingError
  return head :bad_request
end
return head :bad_request unless event.is_a?(Hash)
customer = event.dig('data', 'object', 'customer')`,
};

const answerFirst: Codes = {
  node: `await queue.add('webhook', { id: eventId, raw }); // kept
res.sendStatus(200); // answered; a worker does the rest`,
  python: `queue.enqueue(handle_event, event_id, raw)  # kept
return "", 200  # answered; a worker does the rest`,
  php: `$queue->push(new HandleWebhook($eventId, $raw)); // kept
http_response_code(200); // answered; a worker does the rest`,
  ruby: `HandleWebhookJob.perform_later(event_id, raw) # kept
head :ok # answered; a worker does the rest`,
};

const byRule: Partial<Record<RuleId, Codes>> = {
  'not-idempotent': idempotent,
  'racy-idempotency': idempotent,
  'forgets-repeats': idempotent,
  'refuses-repeats': idempotent,
  'signs-parsed-body': rawBody,
  'server-error': guarded,
  crashes: guarded,
  'too-slow': answerFirst,
  hangs: answerFirst,
};

/** Rules that code which checks the signature mends. */
const verifying = new Set<RuleId>([
  'refuses-genuine',
  'no-verification',
  'unsigned-accepted',
  'weak-comparison',
  'body-not-covered',
  'no-tolerance',
  'old-algorithm',
  'error-on-forged',
  'rotation-signatures',
  'works-before-verifying',
  'hides-refusals',
]);

const shown: readonly SnippetLanguage[] = ['node', 'python', 'php', 'ruby', 'go'];

/** Words of an answer's headers by which frameworks make themselves known. */
const tells: [RegExp, SnippetLanguage][] = [
  [/express|next\.js|fastify|koa/i, 'node'],
  [/python|werkzeug|uvicorn|gunicorn|hypercorn|daphne/i, 'python'],
  [/php|laravel/i, 'php'],
  [/webrick|puma|ruby|passenger|phusion/i, 'ruby'],
];

/** The language of a handler, as far as its answers tell; Node.js where they don't. */
export function languageAtHand(exchanges: readonly GauntletExchange[]): SnippetLanguage {
  for (const { answer } of exchanges) {
    const told = (answer?.rawHeaders ?? [])
      .filter(([name]) => /^(server|x-powered-by|via)$/i.test(name))
      .map(([, value]) => value)
      .join(' ');
    const language = tells.find(([pattern]) => pattern.test(told))?.[1];
    if (language) return language;
  }
  return 'node';
}

/** Code that mends what breaks a rule, that of the handler's own language first; none where words say it better. */
export function fixCode(
  rule: RuleId,
  scheme: Scheme,
  providerName: string,
  first: SnippetLanguage,
): FixCode[] {
  const order = [first, ...shown.filter((language) => language !== first)];
  return order.flatMap((language): FixCode[] => {
    const code = verifying.has(rule) ? snippetFor(scheme, language, providerName) : byRule[rule]?.[language];
    return code ? [{ language: snippetLanguageNames[language], code }] : [];
  });
}
