import type { ProviderInput } from '../provider.ts';

export const pylon = (): ProviderInput => ({
  id: 'pylon',
  name: 'Pylon',
  docsUrl: 'https://docs.usepylon.com',
  summary: 'Issues, messages and accounts of a support desk.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-Pylon-Signature' } } },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  recognise: { headers: ['X-Pylon-Signature'] },
  notes: ['What is sent is a template of the user’s: the sample is ours.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'issue.created',
      description: 'An issue was opened.',
      sample: {
        type: 'issue.created',
        data: { issue_id: 'b4c1a9f0-6f0b-4c3e-8f4c-4e6b0a3c1d2e', title: 'It does not start', state: 'new' },
      },
    },
  ],
  confidence: 'docs',
  sources: ['https://kb.help.usepylon.com/articles/6080966819-how-do-i-verify-the-webhook-signatures'],
});
