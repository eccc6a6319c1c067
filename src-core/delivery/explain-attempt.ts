import type { AttemptErrorCode, AttemptOutcome } from './attempt.ts';

/** A failure in words: what it is called, what it means, and what to look at. */
export interface AttemptExplanation {
  /** Two or three words for a badge. */
  label: string;
  meaning: string;
  advice: string;
}

/** What each failure means, apart from the particulars that its own message tells. */
export const attemptErrors: Record<AttemptErrorCode, AttemptExplanation> = {
  refused: {
    label: 'refused',
    meaning: 'The machine answered, but nothing listens on that port.',
    advice: 'Start the handler, or compare the port with the one it prints when it starts.',
  },
  reset: {
    label: 'reset',
    meaning: 'The connection was there and was torn down before a whole answer came.',
    advice: "Look for a crash or a restart in the handler's log. It may have done its work all the same.",
  },
  dns: {
    label: 'name not found',
    meaning: 'The host name has no address.',
    advice: 'Check the spelling, and whether the name is known on this network.',
  },
  unreachable: {
    label: 'unreachable',
    meaning: 'The network has no way to that address.',
    advice: 'Check the connection, a VPN, or a firewall.',
  },
  tls: {
    label: 'TLS failed',
    meaning: 'The host was reached, but no trusted encrypted connection could be made.',
    advice: 'Fix the certificate, or let this target use one that does not verify.',
  },
  connect_timeout: {
    label: 'no connection',
    meaning: 'Nobody took the connection in time.',
    advice: 'Check the address; a firewall that drops packets looks like this.',
  },
  response_timeout: {
    label: 'timed out',
    meaning: 'The request arrived, but no whole answer came in time.',
    advice: 'Answer first and work afterwards. The handler may have done its work all the same.',
  },
  response_too_large: {
    label: 'answer too large',
    meaning: 'The answer went on beyond any sense, so the download was stopped.',
    advice: 'A webhook is answered with a status and little else.',
  },
  invalid_response: {
    label: 'invalid answer',
    meaning: 'What came back is not valid HTTP, or ended too early.',
    advice: 'Look at what stands between: a proxy, or a process that dies while it answers.',
  },
  cancelled: {
    label: 'cancelled',
    meaning: 'Somebody ended it here. The target may have got the request.',
    advice: 'Send it again when it should be made after all.',
  },
  interrupted: {
    label: 'interrupted',
    meaning: 'Tacklebox stopped while this attempt was under way. The target may have got the request.',
    advice: 'Look at the target before you send it again.',
  },
  other: {
    label: 'failed',
    meaning: 'The attempt failed for a reason of its own.',
    advice: 'Its message says which.',
  },
};

/** An outcome in one sentence: its own message, or the answer's status. */
export function explainOutcome(outcome: AttemptOutcome): string {
  if (outcome.kind === 'failed') return outcome.message || attemptErrors[outcome.code].meaning;
  const text = outcome.statusText === '' ? '' : ` ${outcome.statusText}`;
  return `The target answered ${outcome.status}${text}.`;
}
