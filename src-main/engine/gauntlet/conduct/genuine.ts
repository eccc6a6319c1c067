import { failed, passed } from '#core/mutation/judge.ts';
import { type ConductCase, conducted, saidOf } from './conduct-case.ts';

/** Work that a genuine event does may take longer to show than a repeat's absence is waited for. */
const patienceFactor = 5;

/** A genuine event is accepted in time, and worked on; how much work it is seen to do is the measure for all other cases. */
export const genuine: ConductCase = async (stage) => {
  const { rules } = stage.input;
  const before = await stage.count();
  const exchange = await stage.fire(stage.genuine(stage.event()));
  if (exchange.failure?.code === 'response_timeout') {
    return conducted(failed('too-slow', `No answer came within ${rules.timeoutMs} ms.`), [exchange]);
  }
  if (!stage.isAccepted(exchange)) {
    const rule = exchange.failure ? 'crashes' : 'refuses-genuine';
    return conducted(failed(rule, `To a genuine event it ${saidOf(exchange)}.`), [exchange]);
  }
  if (before === null) return conducted(passed(`It ${saidOf(exchange)}.`), [exchange]);
  let effects: number | null = 0;
  for (let look = 0; look < patienceFactor && effects === 0; look++) {
    effects = await stage.effectsSince(before, 1);
  }
  // All of the work of one event, where it is counted in several steps.
  effects = await stage.effectsSince(before);
  stage.perEvent = effects ?? 0;
  if (stage.perEvent > 0) {
    return conducted(passed(`It ${saidOf(exchange)}, and the work was seen.`), [exchange], effects);
  }
  const { description } = stage.input.observer ?? { description: '' };
  return conducted(
    failed('nothing-done', `It ${saidOf(exchange)}, and ${description} did not move.`),
    [exchange],
    effects,
  );
};
