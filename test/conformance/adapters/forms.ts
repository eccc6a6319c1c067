import { form, header, holds, json, type SdkAdapter, sdk } from './adapter.ts';
import { adyen, adyenKey } from './body-hmac.ts';

type Twilio = {
  default: {
    validateRequest(token: string, signature: string, url: string, form: object): boolean;
  };
};
type TwilioSigns = { getExpectedTwilioSignature(token: string, url: string, form: object): string };

interface Braintree {
  webhookNotification: { parse(signature: string, payload: string): Promise<unknown> };
  webhookTesting: {
    sampleNotification(kind: string, id: string): { bt_signature: string; bt_payload: string };
  };
}
const publicKey = 'integration_public_key';
async function braintree(privateKey: string): Promise<Braintree> {
  const { default: library } = await sdk<{
    default: { BraintreeGateway: new (options: object) => Braintree; Environment: { Sandbox: object } };
  }>('braintree');
  const environment = library.Environment.Sandbox;
  return new library.BraintreeGateway({ environment, merchantId: 'merchant', publicKey, privateKey });
}

interface AdyenItem {
  additionalData: { hmacSignature: string };
}
interface AdyenItems {
  notificationItems: { NotificationRequestItem: AdyenItem }[];
}
interface AdyenValidator {
  validateHMAC(item: AdyenItem, key: string): boolean;
  calculateHmac(item: AdyenItem, key: string): string;
}

interface DropboxSign {
  EventCallbackRequest: { init(data: unknown): object };
  EventCallbackHelper: { isValid(apiKey: string, event: object): boolean };
}

/** Libraries that sign fields of a form or of the payload. */
export const forms: SdkAdapter[] = [
  {
    provider: 'twilio',
    package: 'twilio',
    secret: '12345',
    otherSecret: '12346',
    async accepts(request, token) {
      const { default: twilio } = await sdk<Twilio>('twilio');
      const signature = header(request, 'X-Twilio-Signature');
      return holds(() => twilio.validateRequest(token, signature, request.url, form(request)));
    },
    async signs({ body, url }, token) {
      const { getExpectedTwilioSignature } = await sdk<TwilioSigns>('twilio/lib/webhooks/webhooks.js');
      const fields = Object.fromEntries(new URLSearchParams(body));
      return { headers: { 'X-Twilio-Signature': getExpectedTwilioSignature(token, url, fields) } };
    },
  },
  {
    provider: 'plivo',
    package: 'plivo',
    secret: 'plivo-token',
    async accepts(request, token) {
      type Validate = (
        method: string,
        url: string,
        nonce: string,
        token: string,
        signature: string,
        form: object,
      ) => boolean;
      const { default: plivo } = await sdk<{ default: { validateV3Signature: Validate } }>('plivo');
      const nonce = header(request, 'X-Plivo-Signature-V3-Nonce');
      const signature = header(request, 'X-Plivo-Signature-V3');
      return holds(() =>
        plivo.validateV3Signature('POST', request.url, nonce, token, signature, form(request)),
      );
    },
  },
  {
    provider: 'braintree',
    package: 'braintree',
    secret: 'integration_private_key',
    fields: { publicKey },
    async accepts(request, privateKey) {
      const { webhookNotification } = await braintree(privateKey);
      const { bt_signature = '', bt_payload = '' } = form(request);
      return holds(() => webhookNotification.parse(bt_signature, bt_payload));
    },
    async signs(_, privateKey) {
      const { webhookTesting } = await braintree(privateKey);
      const sample = webhookTesting.sampleNotification('subscription_went_past_due', 'my_id');
      return { body: new URLSearchParams({ ...sample }).toString() };
    },
  },
  {
    provider: 'adyen',
    package: '@adyen/api-library',
    secret: adyenKey,
    covers: 'merchantAccountCode',
    async accepts(request, key) {
      const validator = await adyen<AdyenValidator>();
      return holds(() => {
        const { notificationItems } = json(request) as AdyenItems;
        return notificationItems.every((item) => validator.validateHMAC(item.NotificationRequestItem, key));
      });
    },
    async signs({ body }, key) {
      const validator = await adyen<AdyenValidator>();
      const payload = JSON.parse(body) as AdyenItems;
      for (const { NotificationRequestItem: item } of payload.notificationItems)
        item.additionalData = {
          ...item.additionalData,
          hmacSignature: validator.calculateHmac(item, key),
        };
      return { body: JSON.stringify(payload) };
    },
  },
  {
    provider: 'dropbox-sign',
    package: '@dropbox/sign',
    secret: 'dropbox-sign-api-key',
    covers: 'event_type',
    async accepts(request, apiKey) {
      const { default: library } = await sdk<{ default: DropboxSign }>('@dropbox/sign');
      return holds(() =>
        library.EventCallbackHelper.isValid(apiKey, library.EventCallbackRequest.init(json(request))),
      );
    },
  },
];
