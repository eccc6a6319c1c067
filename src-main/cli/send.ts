import type { Command } from 'commander';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command } from './command.ts';
import {
  bodyFrom,
  collectField,
  collectHeader,
  list,
  type SecretFlags,
  secretFrom,
  wholeNumber,
} from './inputs.ts';
import { faint, printJson } from './output.ts';
import { retryFrom } from './policy-flag.ts';
import { type SchemeFlag, schemeFrom } from './scheme-flag.ts';
import { openOrScratch, withSession } from './session.ts';
import { attemptText } from './show-delivery.ts';
import { type TlsFlags, tlsFrom, withTlsFlags } from './tls-flags.ts';

interface SendFlags extends CommonFlags, SecretFlags, SchemeFlag, TlsFlags {
  to: string;
  provider?: string;
  event?: string;
  data?: string;
  field?: Record<string, string>;
  header?: [string, string][];
  timeout?: number;
  insecure?: boolean;
  retry?: string;
  tag?: string;
  platform?: string;
  auth?: string;
  subscribed?: string[];
  live?: boolean;
  asTyped?: boolean;
  drawSeed?: number;
  test?: boolean;
}

/** `tacklebox send`: exit status 1 unless the target answers as its provider demands. */
export function sendCommand(): Command {
  return withTlsFlags(
    command(
      'send',
      'Compose, sign and send an event. Exits 1 unless the target takes it, by the provider’s rule.',
    ),
  )
    .requiredOption('--to <url>', 'where to')
    .option('--provider <id>', 'in whose name (default: generic)')
    .option(
      '--event <type>',
      'an event type of its catalog; its sample is the payload unless --data is given',
    )
    .option('--data <file>', 'the body, byte for byte; - for stdin')
    .option('--secret <secret>', 'sign with it (or --secret-file, or TACKLEBOX_SECRET)')
    .option('--secret-file <file>', 'read the secret from a file')
    .option('--scheme <file>', 'sign by a scheme of your own, as JSON')
    .option(
      '--field <name=value>',
      "a value for the scheme's field, such as a key id (repeatable)",
      collectField,
    )
    .option('--header <name: value>', 'a further header (repeatable)', collectHeader)
    .option('--timeout <ms>', 'how long to wait for the answer', wholeNumber)
    .option('--insecure', 'accept a TLS certificate that does not verify')
    .option(
      '--retry <policy>',
      'none, a provider whose policy to take, a number of attempts, or a file with a policy as JSON (default: as --provider does)',
    )
    .option('--tag <tag>', "whose event, for a provider that carries others' (alfe: github, stripe, slack)")
    .option('--platform <id>', 'on which platform it happens (convocore: convocore, voiceflow)')
    .option(
      '--auth <method>',
      'authenticate by this one of its ways (voice-agent: hmac, api-key, basic, bearer)',
    )
    .option(
      '--subscribed <types>',
      'what the receiver is subscribed to, by comma; another type is not sent',
      list,
    )
    .option('--test', "the provider's own test event")
    .option('--as-typed', 'keep ids and times of the payload as they are')
    .option('--live', 'draw ids and times anew in --data too, which is sent byte for byte otherwise')
    .option('--draw-seed <number>', 'draw the same ids once more', wholeNumber)
    .action(async (flags: SendFlags) => {
      const [secret, body] = [await secretFrom(flags), await bodyFrom(flags.data)];
      const scheme = await schemeFrom(flags);
      const tls = await tlsFrom(flags);
      const retryPolicy =
        flags.retry === undefined ? undefined : await retryFrom(flags.retry, flags.provider ?? 'generic');
      const { tag, platform, auth, drawSeed, subscribed: subscribedTo, test: testEvent } = flags;
      const live = flags.asTyped ? false : flags.live;
      const choice = { tag, platform, auth, drawSeed, subscribedTo, testEvent, live };
      const delivery = await withSession(openOrScratch(flags), ({ client }) =>
        client.deliveries.send({
          provider: flags.provider,
          eventType: flags.event,
          ...body,
          headers: flags.header,
          secret,
          scheme,
          ...choice,
          ...(retryPolicy ? { retryPolicy } : {}),
          fields: flags.field,
          target: { url: flags.to, timeoutMs: flags.timeout, insecureTls: flags.insecure, tls },
        }),
      );
      const last = delivery.attemptList.at(-1);
      if (flags.json) printJson(delivery);
      else {
        if (delivery.signed === false) console.error(faint('Sent unsigned: no secret was given.'));
        console.log(`${delivery.deliveryId}  ${last ? attemptText(last) : delivery.state}`);
        const answered = last?.outcome?.kind === 'responded' ? last.outcome.body : null;
        const next = delivery.timeline.find(({ kind }) => kind === 'next_attempt');
        if (next) console.log(faint(`Next attempt at ${next.at}, by \`tacklebox serve\` or the app.`));
        for (const advice of delivery.advice ?? []) console.error(faint(advice));
        if (answered?.encoding === 'utf8' && answered.data !== '') console.log(answered.data);
      }
      if (last?.state !== 'succeeded') process.exitCode = exitStatus.answerIsNo;
    });
}
