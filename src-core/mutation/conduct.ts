import type { Provider } from '../providers/provider.ts';
import type { GauntletCard } from './run.ts';

const card = (
  id: string,
  title: string,
  purpose: string,
  incident: string,
  expect: GauntletCard['expect'] = 'accept',
): GauntletCard => ({ id: `conduct.${id}`, family: 'conduct', title, purpose, incident, expect });

/** What a handler does over several requests. Played in this order; `conduct.genuine` always first. */
const cards = [
  card(
    'genuine',
    'A genuine event',
    'An event as the provider sends it: it has to be accepted, in time, and worked on.',
    'A wrong secret or a body parser in front: nothing arrives at all.',
  ),
  card(
    'duplicate',
    'The same event twice',
    'The same id, signed anew, as a retry has it.',
    'A retry after a timeout: the customer is charged twice.',
  ),
  card(
    'replayed',
    'The same bytes twice',
    'The very same request again, signature and time included.',
    'A captured request is sent again by somebody else within the tolerance.',
  ),
  card(
    'at-once',
    'The same event several times at once',
    'Copies of one event in parallel, in several rounds.',
    'Two workers look the id up at the same moment, both find nothing, both ship.',
  ),
  card(
    'lost-answer',
    'The answer is lost',
    'The connection is cut when the answer begins; the event comes again.',
    'The load balancer restarts: the work was done, the provider does not know.',
  ),
  card(
    'after-others',
    'A repeat after many other events',
    'The same id again once hundreds of others have passed.',
    'A bounded cache in memory has forgotten it: a redelivery days later is worked on again.',
  ),
  card(
    'after-restart',
    'A repeat after a restart',
    'The same id again after the handler was restarted.',
    'A deployment forgets what was handled, and the retries of that hour are worked on again.',
  ),
  card(
    'order',
    'An update before what it updates',
    'Two events about one thing, the later first.',
    'A retried creation arrives after the update: the update failed with 404 and is lost.',
  ),
  card(
    'rotation',
    'Signed with the previous secret',
    'What was signed before a rotation has to be accepted while both secrets live.',
    'Every event on its way during a rotation is refused.',
  ),
  card(
    'memory',
    'Memory over many events',
    'The process’s memory over rounds of equal load.',
    'A list of handled events grows until the process is killed.',
    'survive',
  ),
  card(
    'secrets',
    'No secret in answers and logs',
    'Looks for the secret in everything that came back, and in the log where one is named.',
    'A debug line prints the headers and the configuration.',
    'survive',
  ),
] as const;

/** The cases of conduct for a provider, its handshakes among them. */
export const conductCards = (provider: Pick<Provider, 'handshakes' | 'name'>): GauntletCard[] => [
  ...cards,
  ...provider.handshakes.map(({ id, description }) =>
    card(
      `handshake-${id}`,
      `Handshake: ${id}`,
      description,
      `${provider.name} does not take an address that fails it.`,
    ),
  ),
];
