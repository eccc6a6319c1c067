import type { ProviderInput } from '../provider.ts';

export const terraformCloud = (): ProviderInput => ({
  id: 'terraform-cloud',
  name: 'HCP Terraform',
  docsUrl: 'https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings/notifications',
  summary: 'Runs of workspaces.',
  scheme: {
    kind: 'hmac',
    hash: 'sha512',
    signature: { at: { in: 'header', name: 'X-TFE-Notification-Signature' } },
  },
  secret: { description: 'The notification’s token.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/notifications/0/trigger' }],
  recognise: { headers: ['X-TFE-Notification-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'run:completed',
      description: 'A run is done.',
      sample: {
        payload_version: 1,
        notification_configuration_id: 'nc-AeUQ2zfKZzW9TiGZ',
        run_url: 'https://app.terraform.io/app/acme-org/my-workspace/runs/run-FwnENkvDnrpyFC7M',
        run_id: 'run-FwnENkvDnrpyFC7M',
        workspace_name: 'my-workspace',
        organization_name: 'acme-org',
        notifications: [
          {
            message: 'Run Completed',
            trigger: 'run:completed',
            run_status: 'applied',
            run_updated_at: '2025-10-09T08:53:20.000Z',
          },
        ],
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
