import type { ProviderInput } from '../provider.ts';

export const awsSns = (): ProviderInput => ({
  id: 'aws-sns',
  name: 'Amazon SNS',
  docsUrl: 'https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html',
  summary: 'Notifications of a topic, signed by a certificate of Amazon’s.',
  scheme: { kind: 'strategy', strategy: 'aws-sns' },
  secret: {
    description:
      'The certificate or public key as PEM (the message names its address in SigningCertURL; its host must be sns.<region>.amazonaws.com).',
    generate: 'provider',
  },
  eventTypeAt: [
    { in: 'header', name: 'x-amz-sns-message-type' },
    { in: 'json', pointer: '/Type' },
  ],
  deliveryIdAt: [
    { in: 'header', name: 'x-amz-sns-message-id' },
    { in: 'json', pointer: '/MessageId' },
  ],
  headers: {
    'User-Agent': 'Amazon Simple Notification Service Agent',
    'x-amz-sns-topic-arn': 'arn:aws:sns:us-west-2:123456789012:MyTopic',
    'x-amz-sns-message-type': '{eventType}',
    'x-amz-sns-message-id': '{uuid}',
  },
  contentType: 'text/plain; charset=UTF-8',
  handshakes: [
    {
      id: 'subscription-confirmation',
      description:
        'Subscribing makes SNS post a confirmation; the subscription begins when its SubscribeURL is opened within 3 days.',
      match: { method: 'POST', header: { 'x-amz-sns-message-type': 'SubscriptionConfirmation' } },
      respond: { status: 200 },
      signed: true,
      manualStep: 'Open this address to confirm the subscription: {json:/SubscribeURL}',
    },
  ],
  delivery: {
    timeoutMs: 15_000,
    retryPolicy: {
      maxAttempts: 4,
      schedule: { kind: 'list', waitsMs: [20_000, 20_000, 20_000] },
      timeoutMs: 15_000,
      giveUpOn: '400-499,!429',
    },
    stopsOn: '2xx; permanent on 4xx other than 429.',
    endpointDisabling: 'None; confirm again after deletion.',
    deadLetter: 'RedrivePolicy (SQS dead-letter queue) if set.',
    notes: [
      'Success is 2xx (and 4xx counts as permanent client failure).',
      'Default effective HTTP policy of a topic: numRetries 3, min and max delay 20 s, linear. Policies are per topic/subscription: up to 100 retries, 4 phases (immediate, pre-backoff, backoff, post-backoff), total 3600 s.',
      'Another secondary source says about 50 retries.',
    ],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'Notification',
      description: 'A message of the topic.',
      sample: {
        Type: 'Notification',
        MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
        TopicArn: 'arn:aws:sns:us-west-2:123456789012:MyTopic',
        Subject: 'My First Message',
        Message: 'Hello world!',
        Timestamp: '2025-10-09T08:53:20.131Z',
        SignatureVersion: '2',
        Signature: '',
        SigningCertURL:
          'https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0000000000000000000000.pem',
        UnsubscribeURL:
          'https://sns.us-west-2.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-west-2:123456789012:MyTopic:c9135db0-26c4-47ec-8998-413945fb5a96',
      },
    },
    {
      type: 'SubscriptionConfirmation',
      description: 'Somebody subscribed this endpoint.',
      sample: {
        Type: 'SubscriptionConfirmation',
        MessageId: '165545c9-2a5c-472c-8df2-7ff2be2b3b1b',
        Token: '2336412f37',
        TopicArn: 'arn:aws:sns:us-west-2:123456789012:MyTopic',
        Message:
          'You have chosen to subscribe to the topic arn:aws:sns:us-west-2:123456789012:MyTopic.\nTo confirm the subscription, visit the SubscribeURL included in this message.',
        SubscribeURL:
          'https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-west-2:123456789012:MyTopic&Token=2336412f37',
        Timestamp: '2025-10-09T08:53:20.131Z',
        SignatureVersion: '2',
        Signature: '',
        SigningCertURL:
          'https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0000000000000000000000.pem',
      },
    },
  ],
  recognise: {
    headers: ['x-amz-sns-message-type', 'x-amz-sns-topic-arn'],
    userAgent: 'Amazon Simple Notification Service Agent',
  },
  notes: [
    'Content-Type is text/plain; charset=UTF-8 although the body is JSON.',
    'Raw message delivery drops the envelope and so the signature.',
    'Trailing newline after the last value is part of the signed string.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:sns-validator@0.3.5 index.js',
    'Public integrations that use defaultHealthyRetryPolicy',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
  ],
});
