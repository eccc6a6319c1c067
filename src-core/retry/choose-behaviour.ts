import type { Behaviour, MeasuredWindow, Scenario, ScenarioRule } from './scenario.ts';

/** Where a receiver stands when an attempt arrives. */
export interface ScenarioMoment {
  /** 1 for the first. */
  attempt: number;
  /** Since the scenario began. */
  elapsedMs: number;
  /** Uniform in [0, 1); drawn once for each rule with a chance whose other conditions hold. */
  random: () => number;
}

/** Whether a rule's fixed conditions hold, chance apart. */
export function ruleApplies(rule: ScenarioRule, attempt: number, elapsedMs: number): boolean {
  const { attempts, time } = rule;
  if (attempts && (attempt < attempts.from || (attempts.to !== null && attempt > attempts.to))) return false;
  if (time && (elapsedMs < time.fromMs || (time.untilMs !== null && elapsedMs >= time.untilMs))) return false;
  return true;
}

/** Where in the mixes of all windows, laid end to end, this attempt falls; -1 where no window holds it. */
function chooseMeasured(windows: readonly MeasuredWindow[], elapsedMs: number, random: () => number): number {
  let before = 0;
  for (const { fromMs, untilMs, mix } of windows) {
    if (elapsedMs < fromMs) return -1;
    if (untilMs === null || elapsedMs < untilMs) {
      let left = random();
      for (let at = 0; at < mix.length; at++) {
        left -= mix[at]?.share ?? 0;
        if (left < 0) return before + at;
      }
      return before + mix.length - 1;
    }
    before += mix.length;
  }
  return -1;
}

/**
 * Which behaviour decides, as its position in `behavioursOf`: a rule's, that of `otherwise` after the rules', or a measured
 * one after that.
 */
export function chooseRule(scenario: Scenario, { attempt, elapsedMs, random }: ScenarioMoment): number {
  const { rules, measured } = scenario;
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i];
    if (
      rule &&
      ruleApplies(rule, attempt, elapsedMs) &&
      (rule.chance === undefined || random() < rule.chance)
    )
      return i;
  }
  if (measured === undefined) return rules.length;
  return rules.length + 1 + chooseMeasured(measured, elapsedMs, random);
}

/** Every behaviour of a scenario: its rules', that of `otherwise`, and those of its measured windows. */
export const behavioursOf = ({ rules, measured = [], otherwise }: Scenario): Behaviour[] => [
  ...rules.map(({ behaviour }) => behaviour),
  otherwise,
  ...measured.flatMap(({ mix }) => mix.map(({ behaviour }) => behaviour)),
];

/** What the receiver does with this attempt where a rule or a measured window says so; null where nothing but `otherwise` does. */
export function scriptedBehaviour(scenario: Scenario, moment: ScenarioMoment): Behaviour | null {
  const chosen = chooseRule(scenario, moment);
  return chosen === scenario.rules.length ? null : (behavioursOf(scenario)[chosen] ?? null);
}

/** What the receiver does with this attempt: the first rule whose conditions hold decides. */
export const chooseBehaviour = (scenario: Scenario, moment: ScenarioMoment): Behaviour =>
  scriptedBehaviour(scenario, moment) ?? scenario.otherwise;
