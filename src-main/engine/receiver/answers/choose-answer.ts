import { isDeepStrictEqual } from 'node:util';
import type { Answer, FixedAnswer } from '#core/delivery/answer.ts';
import { fitsPattern } from '#core/delivery/forward-routes.ts';
import { unreachable } from '#core/errors/tacklebox-error.ts';
import type { SignedRequest } from '#core/http/request.ts';
import { memberSeed, seededRandom } from '#core/numbers/seeded-random.ts';
import { chooseBehaviour } from '#core/retry/choose-behaviour.ts';
import { type RenderedAnswer, renderAnswer } from '#core/retry/render-answer.ts';
import type { Behaviour } from '#core/retry/scenario.ts';
import { valueAt } from '#core/signing/schemes/locate.ts';
import { jsonOf } from '#core/signing/schemes/parsed-body.ts';
import { newId } from '../../history/ids.ts';

/** What an answer script may look at. */
export interface AnswerMoment {
  deliveryId: string;
  request: SignedRequest;
  eventType: string | null;
  /** Which request since the answer was set: 1 for the first. */
  requestNumber: number;
  /** Which of its provider delivery id, or of the endpoint where there is none. */
  attempt: number;
  elapsedMs: number;
}

type Rule = Extract<Answer, { kind: 'rules' }>['rules'][number];

const acknowledgementBody = (deliveryId: string): string => JSON.stringify({ received: true, deliveryId });

const acknowledgement = (deliveryId: string) =>
  ({
    do: 'respond',
    status: 200,
    headers: [['Content-Type', 'application/json']],
    body: acknowledgementBody(deliveryId),
    delayMs: 0,
  }) satisfies Behaviour;

/** The headers of every acknowledgement: ids are of one length. */
const acknowledgementHeaders = renderAnswer(acknowledgement(newId('whd', 0)), 'POST').rawHeaders;

/** The default answer to a request that sent something, ready for the wire. */
export const acknowledged = (deliveryId: string): RenderedAnswer => ({
  status: 200,
  rawHeaders: acknowledgementHeaders,
  body: acknowledgementBody(deliveryId),
});

const respond = (answer: FixedAnswer): Behaviour => ({ do: 'respond', ...answer });

function fits({ eventType, json }: Rule, moment: AnswerMoment): boolean {
  if (eventType !== undefined && !fitsPattern(eventType, moment.eventType)) return false;
  if (!json) return true;
  const body = jsonOf(moment.request);
  return body !== null && isDeepStrictEqual(valueAt(body.value, json.pointer), json.equals);
}

/** Answers that are the same whatever a request says. */
export type ConstantAnswer = Extract<Answer, { kind: 'default' | 'fixed' }>;

export const isConstant = (answer: Answer): answer is ConstantAnswer =>
  answer.kind === 'default' || answer.kind === 'fixed';

/** What an endpoint does with any accepted request, where that is always the same. */
export const constantAnswer = (answer: ConstantAnswer, deliveryId: string): Behaviour =>
  answer.kind === 'default' ? acknowledgement(deliveryId) : respond(answer);

/** What an endpoint does with an accepted request, by its script. */
export function chooseAnswer(answer: Answer, moment: AnswerMoment): Behaviour {
  switch (answer.kind) {
    case 'default':
    case 'fixed':
      return constantAnswer(answer, moment.deliveryId);
    case 'sequence': {
      const { answers, atEnd } = answer;
      const at = moment.requestNumber - 1;
      const chosen = answers[atEnd === 'cycle' ? at % answers.length : Math.min(at, answers.length - 1)];
      return chosen ? respond(chosen) : acknowledgement(moment.deliveryId);
    }
    case 'rules': {
      const chosen = answer.rules.find((rule) => fits(rule, moment))?.answer ?? answer.otherwise;
      return chosen ? respond(chosen) : acknowledgement(moment.deliveryId);
    }
    case 'scenario':
      return chooseBehaviour(answer.scenario, {
        attempt: moment.attempt,
        elapsedMs: moment.elapsedMs,
        random: seededRandom(memberSeed(answer.seed, moment.requestNumber)),
      });
    default:
      return unreachable(answer);
  }
}
