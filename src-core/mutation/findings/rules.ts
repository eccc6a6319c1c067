import type { Finding, RuleId } from '../run.ts';

/** What is told of a rule, whatever the handler. */
export type RuleText = Pick<Finding, 'title' | 'severity' | 'why' | 'providers' | 'fix'>;

const all = 'Every provider.';
const signing = 'Every provider that signs.';
const retrying = 'Every provider that retries: most.';

/** The words of each rule. */
export const rules: Record<RuleId, RuleText> = {
  'refuses-genuine': {
    title: 'A genuine event is refused',
    severity: 'high',
    why: 'Nothing arrives: the provider retries for hours or days, then switches the endpoint off.',
    providers: all,
    fix: 'Check that the handler has this secret, reads the raw body, and answers 2xx at this address.',
  },
  'too-slow': {
    title: 'It answers later than its provider waits',
    severity: 'high',
    why: 'The provider counts a late answer as a failure and sends the event again, while the first is still being worked on.',
    providers: 'All have a timeout: 3 s (Slack), 5 s (Shopify), 10 s (GitHub), 20 s and more (Stripe).',
    fix: 'Keep the event (a queue, a table), answer 2xx at once, and do the work afterwards.',
  },
  'no-verification': {
    title: 'Signatures are not checked',
    severity: 'high',
    why: 'Whoever finds the address sends events in the provider’s name.',
    providers: signing,
    fix: 'Check the signature over the raw body, in constant time, before anything else, and answer 401 where it does not hold.',
  },
  'unsigned-accepted': {
    title: 'A request without a signature is accepted',
    severity: 'high',
    why: 'The check is skipped where the header is missing or empty: an attacker leaves it out.',
    providers: signing,
    fix: 'Answer 401 where the signature’s header is missing or empty, before comparing anything.',
  },
  'weak-comparison': {
    title: 'A part of the signature is enough',
    severity: 'high',
    why: 'A short prefix can be guessed in minutes; the whole can not.',
    providers: signing,
    fix: 'Compare all bytes, with a comparison in constant time, and refuse another length first.',
  },
  'body-not-covered': {
    title: 'A changed body is accepted',
    severity: 'high',
    why: 'Anyone on the way, or with one captured request, changes amounts and recipients.',
    providers: signing,
    fix: 'Compute the signature over the raw bytes of the body, not over a part of the request.',
  },
  'no-tolerance': {
    title: 'Old signatures are accepted',
    severity: 'high',
    why: 'A request that was once captured (a log, a proxy) is genuine for ever.',
    providers:
      'Those that sign a time: Stripe, Slack, Standard Webhooks, Svix, Zoom, Twilio’s newer products.',
    fix: 'Refuse a signed time that is more than five minutes away from now.',
  },
  'old-algorithm': {
    title: 'A weaker algorithm is accepted',
    severity: 'high',
    why: 'An attacker leaves out the strong signature and forges the weak one.',
    providers: 'Those with a past: GitHub (SHA-1 beside SHA-256), Stripe (v0), and every JSON Web Token.',
    fix: 'Accept the one algorithm that the provider signs with today; drop fallbacks.',
  },
  'hides-refusals': {
    title: 'A forged request is answered with success',
    severity: 'medium',
    why: 'A wrong secret looks like a working one: events are lost and nobody is told; the provider never sends them again.',
    providers: all,
    fix: 'Answer 401 where the signature does not hold. 2xx means: it is mine and I have it.',
  },
  'works-before-verifying': {
    title: 'Work is done before the signature is checked',
    severity: 'high',
    why: 'The answer says no, and the order is paid all the same.',
    providers: signing,
    fix: 'Check first; start work, writes and messages only after the check has passed.',
  },
  'error-on-forged': {
    title: 'A forged request ends in a server error',
    severity: 'medium',
    why: 'Anyone fills the error log and the on-call phone; a 5xx asks for the request again.',
    providers: signing,
    fix: 'Answer 401 for signatures that are missing, garbage or of another length; timingSafeEqual throws for unequal lengths.',
  },
  'signs-parsed-body': {
    title: 'The signature is checked over the parsed body, not over the bytes',
    severity: 'high',
    why: 'Parsed and printed again, the same JSON has other bytes: the day a provider changes its serializer, every event is refused.',
    providers:
      'Any: Stripe and Shopify send escapes and spacing of their own, PHP senders escape slashes, Python ones spaces.',
    fix: 'Read the raw body before any JSON middleware and check the signature over those bytes.',
  },
  'rotation-signatures': {
    title: 'Two signatures in one header are not understood',
    severity: 'high',
    why: 'While a secret is rotated the provider sends one signature for each: looking at one of them only refuses every event that day.',
    providers: 'Stripe, Standard Webhooks, Svix, Clerk, Paddle, Polar.',
    fix: 'Compare each of the header’s signatures; one that fits is enough.',
  },
  'rotation-secret': {
    title: 'The previous secret is refused during a rotation',
    severity: 'high',
    why: 'Events signed before the switch are still on the way, or retried for days.',
    providers:
      'All that let both secrets live for a while: Stripe (24 h), Shopify, Twilio, Standard Webhooks.',
    fix: 'Keep both secrets while the old one lives, and accept what fits either.',
  },
  'header-sensitive': {
    title: 'The case, order or number of headers matters to it',
    severity: 'medium',
    why: 'HTTP/2 and proxies write names in lower case and in any order: it fails behind the first load balancer.',
    providers: 'Anything behind a CDN, an ingress or a serverless gateway.',
    fix: 'Look headers up by name in any case, and take the first where one stands twice.',
  },
  'reads-body-wrong': {
    title: 'The way the body travels matters to it',
    severity: 'medium',
    why: 'A body in pieces or without a Content-Length is cut or empty: large events fail, small ones pass.',
    providers: 'Senders in Go, Java and Node, and every streaming proxy.',
    fix: 'Read the body to its end with the framework’s own reader; do not rely on Content-Length or on the first piece.',
  },
  'refuses-unknown': {
    title: 'A field or an event type that is new is refused',
    severity: 'medium',
    why: 'Providers add both without notice; refused events are retried, and the endpoint is switched off.',
    providers: 'Stripe, GitHub, Shopify and most others say that they do.',
    fix: 'Ignore unknown fields, and answer 2xx to event types you do not handle.',
  },
  'refuses-valid-text': {
    title: 'Text that people may type is refused',
    severity: 'medium',
    why: 'One customer’s name stops that customer’s events for ever.',
    providers: all,
    fix: 'Store text as UTF-8 (utf8mb4 in MySQL), escape where it is shown, and bind it in queries.',
  },
  'server-error': {
    title: 'An unusual event ends in a server error',
    severity: 'medium',
    why: 'The provider takes it for an outage: it sends the same event for days, and slows down or switches off the endpoint for all.',
    providers: retrying,
    fix: 'Parse inside a try, check what you use before you use it, and answer 400 for what can’t be used, or 2xx for what can be ignored.',
  },
  crashes: {
    title: 'The connection broke: the handler may have crashed',
    severity: 'high',
    why: 'One event takes all others with it; sent again, it does so again.',
    providers: retrying,
    fix: 'Catch errors around the whole handler, also in what runs after the answer, and bound what is parsed.',
  },
  hangs: {
    title: 'No answer came at all',
    severity: 'high',
    why: 'Each try holds a connection and a worker until the provider gives up.',
    providers: retrying,
    fix: 'Answer on every path, also for what is ignored; put a time limit on every call that the handler makes.',
  },
  'nothing-done': {
    title: 'A genuine event was accepted, and nothing was done',
    severity: 'high',
    why: 'The provider believes that you have it, and never sends it again.',
    providers: all,
    fix: 'Answer 2xx only after the event is kept. Where the work is right, let the observer look at what it changes.',
  },
  'not-idempotent': {
    title: 'The same event is worked on twice',
    severity: 'high',
    why: 'A customer is charged, mailed or shipped to twice: providers promise at least once, not once.',
    providers: retrying,
    fix: 'Keep the ids of events that were handled under a unique key, in the same transaction as the work.',
  },
  'racy-idempotency': {
    title: 'Copies that come at once are each worked on',
    severity: 'high',
    why: 'Between looking whether an event is known and noting it there is time for a second copy.',
    providers: 'All that retry after a timeout, and those that deliver from several regions at once.',
    fix: 'Let the database decide: insert the id under a unique key first, and work only where the insert succeeded.',
  },
  'forgets-repeats': {
    title: 'A repeat is worked on again after a while or a restart',
    severity: 'high',
    why: 'Retries come for days; what is known in memory is gone with the next deployment.',
    providers:
      'Stripe (3 days), Standard Webhooks (about a day), PayPal (3 days), redelivery by hand anywhere.',
    fix: 'Keep the handled ids in the database, longer than the provider retries.',
  },
  'refuses-repeats': {
    title: 'A repeat is answered with an error',
    severity: 'medium',
    why: 'The provider does not know that you have it: it sends it again until it gives up and calls the endpoint failing.',
    providers: retrying,
    fix: 'Answer 2xx to an event that was handled before.',
  },
  'order-dependent': {
    title: 'Events in another order are refused',
    severity: 'medium',
    why: 'Retries and parallel delivery turn the order around: an update overtakes what it updates.',
    providers: 'Most, Stripe and Shopify among them, promise no order.',
    fix: 'Create what is not there yet, or fetch the object from the provider; compare versions or times before overwriting.',
  },
  handshake: {
    title: 'The provider’s handshake is not answered as it has to be',
    severity: 'high',
    why: 'The provider will not register the address, or drops it later.',
    providers: 'Those with a handshake: Slack, Meta, X, Zoom, Dropbox, Microsoft Graph and others.',
    fix: 'Answer the challenge as the provider documents it, before anything else.',
  },
  'leaks-memory': {
    title: 'Memory grows with every event',
    severity: 'medium',
    why: 'The process is killed after hours or days, in the middle of whatever it does.',
    providers: all,
    fix: 'Bound every list and map that outlives a request; keep what must last in the database.',
  },
  'logs-secret': {
    title: 'The secret is in the log',
    severity: 'high',
    why: 'Logs are read by many and kept for long: whoever reads the secret signs events.',
    providers: all,
    fix: 'Log the event’s id and the outcome; never headers, configuration or the secret.',
  },
  'answers-secret': {
    title: 'The secret is in an answer',
    severity: 'high',
    why: 'Whoever asks is told how to forge events.',
    providers: all,
    fix: 'Answer errors with a word, never with configuration, environment or a stack.',
  },
};
