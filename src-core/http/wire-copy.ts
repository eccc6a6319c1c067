import type { RawHeaders } from './headers.ts';

/** A request to be written down in another form: cURL, raw HTTP, HAR. */
export interface WireCopy {
  method: string;
  /** Absolute. */
  url: string;
  /** As on the request line, where that was seen; else it is what the URL amounts to. */
  target?: string;
  httpVersion: string;
  rawHeaders: RawHeaders;
  body: Uint8Array;
}
