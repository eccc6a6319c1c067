import type { ProviderInput } from '../provider.ts';
import { ably } from './ably.ts';
import { adyen } from './adyen.ts';
import { adyenPlatform } from './adyen-platform.ts';
import { affirm } from './affirm.ts';
import { aftership } from './aftership.ts';
import { airtable } from './airtable.ts';
import { airwallex } from './airwallex.ts';
import { alfe } from './alfe.ts';
import { alfred } from './alfred.ts';
import { anthropic } from './anthropic.ts';
import { asana } from './asana.ts';
import { ashby } from './ashby.ts';
import { auth0 } from './auth0.ts';
import { authorizeNet } from './authorize-net.ts';
import { awsSns } from './aws-sns.ts';
import { azureEventGrid } from './azure-event-grid.ts';
import { bigcommerce } from './bigcommerce.ts';
import { bitbucket } from './bitbucket.ts';
import { bolt } from './bolt.ts';
import { box } from './box.ts';
import { braintree } from './braintree.ts';
import { brevo } from './brevo.ts';
import { brex } from './brex.ts';
import { btcpay } from './btcpay.ts';
import { buildkite } from './buildkite.ts';
import { calCom } from './cal-com.ts';
import { calendly } from './calendly.ts';
import { cashfree } from './cashfree.ts';
import { chargebee } from './chargebee.ts';
import { chargify } from './chargify.ts';
import { checkoutCom } from './checkout-com.ts';
import { checkr } from './checkr.ts';
import { circle } from './circle.ts';
import { circleci } from './circleci.ts';
import { clerk } from './clerk.ts';
import { clickup } from './clickup.ts';
import { cloudevents } from './cloudevents.ts';
import { cloudflare } from './cloudflare.ts';
import { cloudinary } from './cloudinary.ts';
import { coinbaseCommerce } from './coinbase-commerce.ts';
import { commerceLayer } from './commerce-layer.ts';
import { contentful } from './contentful.ts';
import { contentstack } from './contentstack.ts';
import { convocore } from './convocore.ts';
import { courier } from './courier.ts';
import { cronofy } from './cronofy.ts';
import { customerio } from './customerio.ts';
import { datadog } from './datadog.ts';
import { deel } from './deel.ts';
import { discord } from './discord.ts';
import { discourse } from './discourse.ts';
import { docusign } from './docusign.ts';
import { doppler } from './doppler.ts';
import { dropbox } from './dropbox.ts';
import { dropboxSign } from './dropbox-sign.ts';
import { dwolla } from './dwolla.ts';
import { easypost } from './easypost.ts';
import { ebay } from './ebay.ts';
import { elevenlabs } from './elevenlabs.ts';
import { etsy } from './etsy.ts';
import { fastspring } from './fastspring.ts';
import { figma } from './figma.ts';
import { fillout } from './fillout.ts';
import { fireblocks } from './fireblocks.ts';
import { flutterwave } from './flutterwave.ts';
import { frameIo } from './frame-io.ts';
import { front } from './front.ts';
import { gemini } from './gemini.ts';
import { generic } from './generic.ts';
import { ghost } from './ghost.ts';
import { gitea } from './gitea.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { gitlabSigningToken } from './gitlab-signing-token.ts';
import { gocardless } from './gocardless.ts';
import { googlePubsubPush } from './google-pubsub-push.ts';
import { gumroad } from './gumroad.ts';
import { helpScout } from './help-scout.ts';
import { heroku } from './heroku.ts';
import { hookdeck } from './hookdeck.ts';
import { hubspot } from './hubspot.ts';
import { incidentIo } from './incident-io.ts';
import { increase } from './increase.ts';
import { intercom } from './intercom.ts';
import { jira } from './jira.ts';
import { jiraConnect } from './jira-connect.ts';
import { kinde } from './kinde.ts';
import { klaviyo } from './klaviyo.ts';
import { knock } from './knock.ts';
import { kontentAi } from './kontent-ai.ts';
import { launchdarkly } from './launchdarkly.ts';
import { lemonsqueezy } from './lemonsqueezy.ts';
import { line } from './line.ts';
import { linear } from './linear.ts';
import { linkedin } from './linkedin.ts';
import { lithic } from './lithic.ts';
import { liveblocks } from './liveblocks.ts';
import { livekit } from './livekit.ts';
import { lob } from './lob.ts';
import { loops } from './loops.ts';
import { mailchimp } from './mailchimp.ts';
import { mailgun } from './mailgun.ts';
import { mandrill } from './mandrill.ts';
import { mercadoPago } from './mercado-pago.ts';
import { mercury } from './mercury.ts';
import { merge } from './merge.ts';
import { messagebird } from './messagebird.ts';
import { meta } from './meta.ts';
import { microsoftGraph } from './microsoft-graph.ts';
import { mixpanel } from './mixpanel.ts';
import { modernTreasury } from './modern-treasury.ts';
import { mollie } from './mollie.ts';
import { mollieNextGen } from './mollie-next-gen.ts';
import { monday } from './monday.ts';
import { mongodbAtlas } from './mongodb-atlas.ts';
import { msTeamsOutgoing } from './ms-teams-outgoing.ts';
import { mux } from './mux.ts';
import { netlify } from './netlify.ts';
import { newRelic } from './new-relic.ts';
import { notion } from './notion.ts';
import { npm } from './npm.ts';
import { nylas } from './nylas.ts';
import { okta } from './okta.ts';
import { onfido } from './onfido.ts';
import { openai } from './openai.ts';
import { orb } from './orb.ts';
import { paddle } from './paddle.ts';
import { pagerduty } from './pagerduty.ts';
import { patreon } from './patreon.ts';
import { paymongo } from './paymongo.ts';
import { paypal } from './paypal.ts';
import { paystack } from './paystack.ts';
import { persona } from './persona.ts';
import { pipedrive } from './pipedrive.ts';
import { plaid } from './plaid.ts';
import { plivo } from './plivo.ts';
import { polar } from './polar.ts';
import { postmark } from './postmark.ts';
import { printify } from './printify.ts';
import { pusher } from './pusher.ts';
import { pylon } from './pylon.ts';
import { quickbooks } from './quickbooks.ts';
import { razorpay } from './razorpay.ts';
import { recallAi } from './recall-ai.ts';
import { recharge } from './recharge.ts';
import { recurly } from './recurly.ts';
import { render } from './render.ts';
import { replicate } from './replicate.ts';
import { resend } from './resend.ts';
import { revolut } from './revolut.ts';
import { sanity } from './sanity.ts';
import { segment } from './segment.ts';
import { sendbird } from './sendbird.ts';
import { sendgrid } from './sendgrid.ts';
import { sentry } from './sentry.ts';
import { sharepoint } from './sharepoint.ts';
import { shippo } from './shippo.ts';
import { shopify } from './shopify.ts';
import { shortcut } from './shortcut.ts';
import { sinch } from './sinch.ts';
import { slack } from './slack.ts';
import { smartcar } from './smartcar.ts';
import { smartsheet } from './smartsheet.ts';
import { snyk } from './snyk.ts';
import { sonarcloud } from './sonarcloud.ts';
import { sparkpost } from './sparkpost.ts';
import { square } from './square.ts';
import { squarespace } from './squarespace.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { strava } from './strava.ts';
import { stripe } from './stripe.ts';
import { stytch } from './stytch.ts';
import { supabase } from './supabase.ts';
import { svix } from './svix.ts';
import { tally } from './tally.ts';
import { tebex } from './tebex.ts';
import { telegram } from './telegram.ts';
import { telnyx } from './telnyx.ts';
import { terraformCloud } from './terraform-cloud.ts';
import { tiktok } from './tiktok.ts';
import { todoist } from './todoist.ts';
import { tokenIo } from './token-io.ts';
import { trello } from './trello.ts';
import { twilio } from './twilio.ts';
import { twitch } from './twitch.ts';
import { typeform } from './typeform.ts';
import { upstashQstash } from './upstash-qstash.ts';
import { vanta } from './vanta.ts';
import { vapi } from './vapi.ts';
import { vercel } from './vercel.ts';
import { vercelDrains } from './vercel-drains.ts';
import { voiceAgent } from './voice-agent.ts';
import { vonage } from './vonage.ts';
import { webex } from './webex.ts';
import { webflow } from './webflow.ts';
import { whatsapp } from './whatsapp.ts';
import { wise } from './wise.ts';
import { wix } from './wix.ts';
import { woocommerce } from './woocommerce.ts';
import { workos } from './workos.ts';
import { xTwitter } from './x-twitter.ts';
import { xendit } from './xendit.ts';
import { xero } from './xero.ts';
import { youtubeWebsub } from './youtube-websub.ts';
import { zapier } from './zapier.ts';
import { zendesk } from './zendesk.ts';
import { zoom } from './zoom.ts';

/**
 * Every provider that Tacklebox speaks, in the order in which lists show them. Each is a function, so that a start pays for
 * none of them: its data is made when somebody looks.
 */
export const catalog: Readonly<Record<string, () => ProviderInput>> = {
  generic,
  alfred,
  alfe,
  convocore,
  'voice-agent': voiceAgent,
  'standard-webhooks': standardWebhooks,
  svix,
  stripe,
  github,
  gitlab,
  'gitlab-signing-token': gitlabSigningToken,
  bitbucket,
  gitea,
  jira,
  linear,
  slack,
  discord,
  shopify,
  meta,
  whatsapp,
  twilio,
  sendgrid,
  mailgun,
  postmark,
  resend,
  brevo,
  paddle,
  lemonsqueezy,
  gumroad,
  square,
  adyen,
  'adyen-platform': adyenPlatform,
  paypal,
  braintree,
  razorpay,
  paystack,
  mollie,
  'mollie-next-gen': mollieNextGen,
  gocardless,
  'coinbase-commerce': coinbaseCommerce,
  plaid,
  'modern-treasury': modernTreasury,
  'mercado-pago': mercadoPago,
  'checkout-com': checkoutCom,
  chargebee,
  recurly,
  polar,
  wise,
  hubspot,
  intercom,
  zendesk,
  front,
  customerio,
  typeform,
  tally,
  calendly,
  'cal-com': calCom,
  zoom,
  asana,
  trello,
  notion,
  monday,
  airtable,
  figma,
  dropbox,
  box,
  docusign,
  'dropbox-sign': dropboxSign,
  okta,
  auth0,
  clerk,
  supabase,
  workos,
  vercel,
  'vercel-drains': vercelDrains,
  netlify,
  sentry,
  pagerduty,
  circleci,
  heroku,
  launchdarkly,
  contentful,
  sanity,
  'kontent-ai': kontentAi,
  mux,
  cloudinary,
  elevenlabs,
  openai,
  anthropic,
  replicate,
  gemini,
  'aws-sns': awsSns,
  'azure-event-grid': azureEventGrid,
  cloudevents,
  'google-pubsub-push': googlePubsubPush,
  'microsoft-graph': microsoftGraph,
  sharepoint,
  'ms-teams-outgoing': msTeamsOutgoing,
  'x-twitter': xTwitter,
  twitch,
  'youtube-websub': youtubeWebsub,
  telegram,
  line,
  strava,
  xero,
  quickbooks,
  woocommerce,
  bigcommerce,
  webflow,
  wix,
  telnyx,
  vonage,
  messagebird,
  plivo,
  pusher,
  easypost,
  nylas,
  persona,
  smartcar,
  livekit,
  'upstash-qstash': upstashQstash,
  liveblocks,
  hookdeck,
  lithic,
  increase,
  ebay,
  linkedin,
  tiktok,
  revolut,
  fireblocks,
  circle,
  knock,
  orb,
  airwallex,
  buildkite,
  contentstack,
  ably,
  affirm,
  aftership,
  ashby,
  'authorize-net': authorizeNet,
  bolt,
  brex,
  btcpay,
  cashfree,
  chargify,
  checkr,
  clickup,
  cloudflare,
  'commerce-layer': commerceLayer,
  courier,
  cronofy,
  datadog,
  deel,
  discourse,
  doppler,
  dwolla,
  etsy,
  fastspring,
  fillout,
  flutterwave,
  'frame-io': frameIo,
  ghost,
  'help-scout': helpScout,
  'incident-io': incidentIo,
  'jira-connect': jiraConnect,
  kinde,
  klaviyo,
  lob,
  loops,
  mailchimp,
  mandrill,
  mercury,
  merge,
  mixpanel,
  'mongodb-atlas': mongodbAtlas,
  'new-relic': newRelic,
  npm,
  onfido,
  patreon,
  paymongo,
  pipedrive,
  printify,
  pylon,
  'recall-ai': recallAi,
  recharge,
  render,
  segment,
  sendbird,
  shippo,
  shortcut,
  sinch,
  smartsheet,
  snyk,
  sonarcloud,
  sparkpost,
  squarespace,
  stytch,
  tebex,
  'terraform-cloud': terraformCloud,
  todoist,
  'token-io': tokenIo,
  vanta,
  vapi,
  webex,
  xendit,
  zapier,
};
