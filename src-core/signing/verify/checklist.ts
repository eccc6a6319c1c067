import type { Verdict, VerdictCode, VerdictStep } from './verdict.ts';

type StepId = VerdictStep['id'];

/** Parts of a verdict beyond its answer and steps. */
export type VerdictFacts = Omit<Verdict, 'ok' | 'code' | 'summary' | 'steps'>;

/** As much of a hostile header as a step quotes. */
const maxQuoted = 300;

const quoted = (value: string): string =>
  value.length > maxQuoted ? `${value.slice(0, maxQuoted)}…` : value;

/** Collects the steps of a check in the order in which a person would go through them, then makes the verdict. */
export class Checklist {
  readonly steps: VerdictStep[] = [];

  pass(id: StepId, text: string, value?: string): void {
    this.steps.push(value === undefined ? { id, ok: true, text } : { id, ok: true, text, value });
  }

  /** Notes a failure without ending the check. */
  note(id: StepId, text: string, value?: string): void {
    this.steps.push(value === undefined ? { id, ok: false, text } : { id, ok: false, text, value });
  }

  /** The verdict of a check that ends here: the step's sentence is its summary. */
  fail(id: StepId, code: VerdictCode, text: string, facts: VerdictFacts & { value?: string } = {}): Verdict {
    const { value, ...rest } = facts;
    this.note(id, text, value === undefined ? undefined : quoted(value));
    return this.refuse(code, text, rest);
  }

  refuse(code: VerdictCode, summary: string, facts: VerdictFacts = {}): Verdict {
    return { ok: false, code, summary, steps: this.steps, ...facts };
  }

  genuine(summary: string, facts: VerdictFacts = {}): Verdict {
    return { ok: true, code: 'genuine', summary, steps: this.steps, ...facts };
  }
}
