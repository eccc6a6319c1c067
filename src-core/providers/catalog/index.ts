import type { ProviderInput } from '../provider.ts';
import { alfe } from './alfe.ts';
import { alfred } from './alfred.ts';
import { convocore } from './convocore.ts';
import { generic } from './generic.ts';
import { github } from './github.ts';
import { slack } from './slack.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { stripe } from './stripe.ts';
import { voiceAgent } from './voice-agent.ts';

/** Every provider that Tacklebox speaks, in the order in which lists show them. */
export const catalog: readonly ProviderInput[] = [
  generic,
  alfred,
  alfe,
  convocore,
  voiceAgent,
  github,
  stripe,
  slack,
  standardWebhooks,
];
