import { z } from 'zod';

/** What a caller may choose of an event that is made here, beside its type and payload. */
export const EventChoice = {
  /** Whose events they are, for a provider that carries those of others (Alfe: generic, github, stripe, slack). */
  tag: z.string().optional(),
  /** On which platform it happens, for a provider with several (Convocore: convocore, voiceflow). */
  platform: z.string().optional(),
  /** Which of the provider's ways to authenticate, by name (the voice-agent platform: hmac, api-key, basic, bearer). */
  auth: z.string().optional(),
  /** A new event: ids drawn, times moved to now. Off: as typed. On where absent, unless the body is given as bytes. */
  live: z.boolean().optional(),
  /** Draws the same ids once more. */
  drawSeed: z.number().int().optional(),
  /** The provider's own test event; its type is chosen then. */
  testEvent: z.boolean().optional(),
  /** What the receiver is subscribed to; `*` ends a prefix. Another type is not sent, as the provider would not. */
  subscribedTo: z.array(z.string().min(1)).max(1000).optional(),
};
