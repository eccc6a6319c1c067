import type { z } from 'zod';
import type { Contract } from '#core/contract/index.ts';
import type { CaseResult } from '#core/mutation/run.ts';
import type { EngineParts } from '../engine.ts';
import { openEvents, requireOwnTarget } from './deck.ts';
import { playCase } from './play-case.ts';
import { Stage } from './stage.ts';

type Input = z.output<Contract['gauntlet']['send']['input']>;

const defaultTimeoutMs = 10_000;

/** Sends one case of the deck and judges its answer. Throws as a deck does, and cancelled. */
export function sendCase(
  parts: Pick<EngineParts, 'clock' | 'crypto' | 'history' | 'receiver' | 'sender' | 'vault'>,
  { case: caseId, target, allowRemote, profile, ...input }: Input,
  signal: AbortSignal,
): Promise<CaseResult> {
  requireOwnTarget(target.url, allowRemote);
  const source = openEvents(parts, input, target);
  const { timeoutMs: patience, success } = source.provider.delivery;
  const timeoutMs = target.timeoutMs ?? patience ?? defaultTimeoutMs;
  const stage = new Stage({
    parts,
    source,
    target: { ...target, timeoutMs },
    rules: { profile, success, timeoutMs },
    observer: null,
    settleMs: 0,
    secrets: { scheme: source.scheme, values: source.signing ? [source.signing.secret] : [] },
    signal,
  });
  return playCase(stage, { caseId });
}
