import type { ProviderInput } from '../provider.ts';

export const mixpanel = (): ProviderInput => ({
  id: 'mixpanel',
  name: 'Mixpanel',
  docsUrl: 'https://docs.mixpanel.com/docs/cohort-sync/webhooks',
  summary: 'People who joined or left a cohort.',
  scheme: { kind: 'basic' },
  secret: { description: 'user:password of HTTP Basic.', generate: 'user-password' },
  eventTypeAt: [{ in: 'json', pointer: '/action' }],
  notes: ['Cohort sync authenticates with HTTP Basic where a user and a password were given.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'members',
      description: 'Members of a cohort.',
      sample: {
        action: 'members',
        parameters: {
          mixpanel_project_id: '12345',
          mixpanel_cohort_name: 'Weekly',
          mixpanel_cohort_id: '1478097',
          mixpanel_session_id: '8b1a9953-c461-4b29-a8f3-2a1b5c0f4c11',
          page_info: { total_pages: 1, page_count: 1 },
          members: [{ mixpanel_distinct_id: 'ada', email: 'ada@example.com' }],
        },
      },
    },
  ],
  recognise: { json: ['/action', '/parameters/mixpanel_cohort_id'] },
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
