import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Answer } from '#core/delivery/answer.ts';
import { TackleboxError, unreachable } from '#core/errors/tacklebox-error.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import type { Behaviour } from '#core/retry/scenario.ts';

interface Placed {
  path: string;
  headers: RawHeaders;
}

const ofBehaviour = (behaviour: Behaviour, path: string): Placed[] =>
  'headers' in behaviour ? [{ path: `${path}.headers`, headers: behaviour.headers }] : [];

/** Every list of headers that an answer may send, with its place in the input. */
function headersIn(answer: Answer): Placed[] {
  switch (answer.kind) {
    case 'default':
      return [];
    case 'fixed':
      return [{ path: 'answer.headers', headers: answer.headers }];
    case 'sequence':
      return answer.answers.map(({ headers }, i) => ({ path: `answer.answers.${i}.headers`, headers }));
    case 'rules':
      return [
        ...answer.rules.map((rule, i) => ({
          path: `answer.rules.${i}.answer.headers`,
          headers: rule.answer.headers,
        })),
        ...(answer.otherwise
          ? [{ path: 'answer.otherwise.headers', headers: answer.otherwise.headers }]
          : []),
      ];
    case 'scenario':
      return [
        ...answer.scenario.rules.flatMap(({ behaviour }, i) =>
          ofBehaviour(behaviour, `answer.scenario.rules.${i}.behaviour`),
        ),
        ...(answer.scenario.measured ?? []).flatMap(({ mix }, i) =>
          mix.flatMap(({ behaviour }, j) =>
            ofBehaviour(behaviour, `answer.scenario.measured.${i}.mix.${j}.behaviour`),
          ),
        ),
        ...ofBehaviour(answer.scenario.otherwise, 'answer.scenario.otherwise'),
      ];
    default:
      return unreachable(answer);
  }
}

/** Throws invalid_input where an answer has a header that HTTP can't carry: better now than at the first delivery. */
export function checkAnswerHeaders(answer: Answer): void {
  for (const { path, headers } of headersIn(answer)) {
    headers.forEach(([name, value], i) => {
      try {
        validateHeaderName(name);
        validateHeaderValue(name, value);
      } catch (cause) {
        const message = `${JSON.stringify(name)} with the value ${JSON.stringify(value)} is no HTTP header.`;
        throw new TackleboxError('invalid_input', `endpoints.update: ${path}.${i}: ${message}`, {
          cause,
          details: { issues: [{ path: `${path}.${i}`, message }] },
        });
      }
    });
  }
}
