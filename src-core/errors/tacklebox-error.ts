import { type ErrorCode, type ErrorKind, errorCatalog } from './catalog.ts';

/** What crosses a boundary in place of an exception. */
export interface ErrorReply {
  code: ErrorCode;
  message: string;
  details?: unknown;
}

/** One problem found in an input: where, and what was wrong with it. */
export interface InputIssue {
  path: string;
  message: string;
}

/**
 * An expected error: something the user, a script or the machine did that has a name. The message says what was
 * tried, on what, and what to do. Anything that isn't one of these is a bug.
 */
export class TackleboxError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, options: { details?: unknown; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TackleboxError';
    this.code = code;
    this.details = options.details;
  }

  get kind(): ErrorKind {
    return errorCatalog[this.code];
  }

  /** The form that crosses IPC, HTTP and WebSocket. */
  toReply(): ErrorReply {
    return this.details === undefined
      ? { code: this.code, message: this.message }
      : { code: this.code, message: this.message, details: this.details };
  }
}

/** Ends a `switch` over a union, so that a new member fails to compile. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
