import { TackleboxError } from '../errors/tacklebox-error.ts';
import { parseDurationMs, printDurationMs } from '../numbers/duration.ts';
import { behaviourExamples, parseBehaviour, printBehaviour } from './behaviour-text.ts';
import { Scenario, type ScenarioRule } from './scenario.ts';

/**
 * Scenarios as people write them. Parts are apart by commas, semicolons or lines:
 *
 *   500, 500, then 200              attempts in order, then the rest
 *   timeout x3, then 200            the same three times
 *   0-2h: refuse; then 200          while the time since the start is in a span (`down 0-2h` is short for this)
 *   30%: 503, else 200              by chance, drawn for each attempt
 *   #2-4 1h-2h 50%: 429 retry-after 30   conditions together
 */

function fail(offset: number, message: string): never {
  throw new TackleboxError('scenario_invalid', `At character ${offset + 1}: ${message}`, {
    details: { offset },
  });
}

interface Part {
  text: string;
  offset: number;
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  for (const match of text.matchAll(/[^,;\n]+/g)) {
    const trimmed = match[0].trim();
    if (trimmed !== '') parts.push({ text: trimmed, offset: match.index + match[0].indexOf(trimmed) });
  }
  return parts;
}

function behaviourAt(text: string, offset: number) {
  return (
    parseBehaviour(text) ??
    fail(offset, `${JSON.stringify(text)} is no behaviour. Some are: ${behaviourExamples}.`)
  );
}

type Conditions = Pick<ScenarioRule, 'attempts' | 'time' | 'chance'>;

const conditionForms = '#2, #2-4, #5+, 0-2h, 1h+, 30%';

/** Where a span has one unit at its end, its beginning has the same: 0-2h, 10-20s. */
function spanOf(from: string, until: string | undefined): Conditions['time'] | null {
  const unit = /(?<![a-z])[a-z]+$/i.exec(until ?? '')?.[0] ?? null;
  const fromMs = parseDurationMs(from, unit);
  const untilMs = until === undefined ? null : parseDurationMs(until);
  if (fromMs === null || (until !== undefined && (untilMs === null || untilMs <= fromMs))) return null;
  return { fromMs, untilMs };
}

function conditionOf(word: string, offset: number): Conditions {
  const attempts = /^#(\d{1,5})(?:-(\d{1,5})|(\+))?$/.exec(word);
  if (attempts) {
    const from = Number(attempts[1]);
    const to = attempts[3] ? null : Number(attempts[2] ?? attempts[1]);
    if (from < 1 || (to !== null && to < from))
      fail(offset, `${word} is no range of attempts: they are counted from 1.`);
    return { attempts: { from, to } };
  }
  const chance = /^(\d{1,3}(?:\.\d{1,6})?)%$/.exec(word);
  if (chance) {
    const share = Number(chance[1]) / 100;
    if (share > 1) fail(offset, `${word} is more than 100 %.`);
    return { chance: share };
  }
  const span = /^([\d.]+[a-z]*)(?:-([\d.]+[a-z]+)|\+)$/i.exec(word);
  const time = span && spanOf(span[1] ?? '', span[2]);
  if (time) return { time };
  return fail(offset, `${JSON.stringify(word)} is no condition. Conditions are ${conditionForms}.`);
}

function conditionsOf(text: string, offset: number): Conditions {
  const conditions: Conditions = {};
  for (const match of text.matchAll(/\S+/g)) {
    const word = match[0].toLowerCase();
    if (word !== 'down') Object.assign(conditions, conditionOf(word, offset + match.index));
  }
  return conditions;
}

/** Reads a scenario's text. Throws scenario_invalid with the place of what is wrong. */
export function parseScenario(text: string): Scenario {
  const rules: ScenarioRule[] = [];
  let otherwise: Scenario['otherwise'] | null = null;
  let nextAttempt = 1;
  for (const part of partsOf(text)) {
    const last = /^(?:then|else|otherwise)\s+/i.exec(part.text);
    if (otherwise !== null)
      fail(part.offset, 'nothing may follow the part that begins with "then" or "else".');
    if (last) {
      otherwise = behaviourAt(part.text.slice(last[0].length), part.offset + last[0].length);
      continue;
    }
    const colon = part.text.indexOf(':');
    if (colon >= 0) {
      const after = part.text.slice(colon + 1);
      const behaviour = behaviourAt(
        after.trim(),
        part.offset + colon + 1 + after.length - after.trimStart().length,
      );
      rules.push({ ...conditionsOf(part.text.slice(0, colon), part.offset), behaviour });
      continue;
    }
    if (/^down\s+\S/i.test(part.text)) {
      rules.push({ ...conditionsOf(part.text, part.offset), behaviour: { do: 'refuse' } });
      continue;
    }
    const times = /[x×]\s*(\d{1,4})$/i.exec(part.text);
    const count = times ? Number(times[1]) : 1;
    if (count < 1) fail(part.offset, 'a behaviour must happen at least once.');
    const behaviour = behaviourAt(times ? part.text.slice(0, times.index).trimEnd() : part.text, part.offset);
    rules.push({ attempts: { from: nextAttempt, to: nextAttempt + count - 1 }, behaviour });
    nextAttempt += count;
  }
  if (rules.length === 0 && otherwise === null) fail(0, 'this scenario is empty. Try "503, 503, then 200".');
  return Scenario.parse(otherwise === null ? { rules } : { rules, otherwise });
}

function printConditions({ attempts, time, chance }: Conditions): string {
  const words: string[] = [];
  if (attempts)
    words.push(
      attempts.to === null
        ? `#${attempts.from}+`
        : attempts.to === attempts.from
          ? `#${attempts.from}`
          : `#${attempts.from}-${attempts.to}`,
    );
  if (time)
    words.push(
      time.untilMs === null
        ? `${printDurationMs(time.fromMs)}+`
        : `${printDurationMs(time.fromMs)}-${printDurationMs(time.untilMs)}`,
    );
  if (chance !== undefined) words.push(`${Number((chance * 100).toFixed(6))}%`);
  return words.length === 0 ? '' : `${words.join(' ')}: `;
}

/** A scenario's text, or null where it has no words for it (a body, headers of its own, measured windows). */
export function printScenario(scenario: Scenario): string | null {
  if (scenario.measured !== undefined) return null;
  const parts: (string | null)[] = [];
  let nextAttempt = 1;
  let inOrder = true;
  for (const rule of scenario.rules) {
    const behaviour = printBehaviour(rule.behaviour);
    const { attempts } = rule;
    if (behaviour === null) return null;
    inOrder &&=
      attempts?.from === nextAttempt &&
      attempts.to !== null &&
      rule.time === undefined &&
      rule.chance === undefined;
    if (inOrder && attempts && attempts.to !== null) {
      const count = attempts.to - attempts.from + 1;
      parts.push(count === 1 ? behaviour : `${behaviour} x${count}`);
      nextAttempt = attempts.to + 1;
      continue;
    }
    const conditions = printConditions(rule);
    // A rule that always holds hides all that follow it: the text form has no word for that.
    if (conditions === '') return null;
    parts.push(conditions + behaviour);
  }
  const last = printBehaviour(scenario.otherwise);
  return last === null ? null : [...parts, `then ${last}`].join(', ');
}
