import type { ProviderInput } from '../provider.ts';

export const fillout = (): ProviderInput => ({
  id: 'fillout',
  name: 'Fillout',
  docsUrl: 'https://www.fillout.com/help/webhook',
  summary: 'Submissions of forms.',
  scheme: { kind: 'none' },
  secret: { description: 'There is none.' },
  notes: ['No document of a signature was found: taken as unsigned.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'submission',
      description: 'A form was filled in.',
      sample: {
        formId: 'eBxXtZ1v2Rus',
        formName: 'Contact',
        submission: {
          submissionId: 'b7c1a9f0-6f0b-4c3e-8f4c-4e6b0a3c1d2e',
          submissionTime: '2025-10-09T08:53:20.000Z',
          questions: [{ id: '5AtgG35AAZVcrSVfRubvp1', name: 'Name', type: 'ShortAnswer', value: 'Ada' }],
        },
      },
    },
  ],
  recognise: { json: ['/formId', '/submission/submissionId'] },
  confidence: 'unverified',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
