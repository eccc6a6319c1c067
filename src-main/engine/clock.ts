/** Wall-clock time, so that tests can turn it. */
export interface Clock {
  nowMs(): number;
}
