import type { RawHeaders } from '../contract/define.ts';

/** A request to be written down in another form: cURL, raw HTTP, HAR. */
export interface WireCopy {
  method: string;
  /** Absolute. */
  url: string;
  httpVersion: string;
  rawHeaders: RawHeaders;
  body: Uint8Array;
}
