import type { Behaviour, Scenario, ScenarioRule } from './scenario.ts';

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

/** The position of the rule that decides, or the number of rules for `otherwise`. */
export function chooseRule(scenario: Scenario, { attempt, elapsedMs, random }: ScenarioMoment): number {
  const { rules } = scenario;
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i];
    if (
      rule &&
      ruleApplies(rule, attempt, elapsedMs) &&
      (rule.chance === undefined || random() < rule.chance)
    )
      return i;
  }
  return rules.length;
}

/** What the receiver does with this attempt: the first rule whose conditions hold decides. */
export function chooseBehaviour(scenario: Scenario, moment: ScenarioMoment): Behaviour {
  return scenario.rules[chooseRule(scenario, moment)]?.behaviour ?? scenario.otherwise;
}
