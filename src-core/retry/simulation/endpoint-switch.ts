import type { RetryPolicy } from '../policy.ts';

/**
 * Switches an endpoint off as a provider does (`disableAfter`): after so many deliveries in a row were given up, or when
 * no attempt has succeeded for so long.
 */
export class EndpointSwitch {
  private readonly failedDeliveries: number;
  private readonly failingMs: number;
  private givenUpInARow = 0;
  private failingSinceMs = Number.NaN;
  isOff = false;

  constructor({ disableAfter }: RetryPolicy) {
    this.failedDeliveries = disableAfter?.failedDeliveries ?? Number.POSITIVE_INFINITY;
    this.failingMs = disableAfter?.failingMs ?? Number.POSITIVE_INFINITY;
  }

  /** Notes how an attempt ended. True where it was the one too many. */
  attemptEnded(nowMs: number, success: boolean): boolean {
    if (success) {
      this.failingSinceMs = Number.NaN;
      this.givenUpInARow = 0;
      return false;
    }
    if (Number.isNaN(this.failingSinceMs)) this.failingSinceMs = nowMs;
    return this.turnOff(nowMs - this.failingSinceMs >= this.failingMs);
  }

  /** Notes that a delivery was given up. True where it was the one too many. */
  deliveryGivenUp(): boolean {
    return this.turnOff(++this.givenUpInARow >= this.failedDeliveries);
  }

  private turnOff(now: boolean): boolean {
    if (this.isOff || !now) return false;
    this.isOff = true;
    return true;
  }
}
