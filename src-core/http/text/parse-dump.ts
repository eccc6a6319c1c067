import { type Bytes, concatBytes, fromHex, latin1Text } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import { parseHttp } from './parse-http.ts';
import type { ParsedRequest } from './parsed-request.ts';

/** A line of bytes with the place of the first, as `xxd`, `hexdump -C` and `tcpdump -x` print them. */
const dumpLine = /^\s*(?:0x)?([0-9a-f]{4,8}):?\s+((?:[0-9a-f]{2}){1,2}(?:\s|$).*)$/i;
const packetLine = /^(?:\S+ )?\d\d:\d\d:\d\d\.\d+ .*\bIP6?\b/;
/** On the packet's line; with -v on the next. */
const flowForm = /(\S+) > (\S+): /;
const requestStart = /(?:^|[^A-Z])((?:POST|GET|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+ HTTP\/1\.[01])/;
const bytesALine = 16;

interface DumpLine {
  offset: number;
  bytes: Bytes;
}

/** What a dump's line shows; null where it is none. Its bytes as text stand behind three blanks, a bar, or the 16th. */
function readLine(line: string): DumpLine | null {
  const [, offset = '', shown = ''] = dumpLine.exec(line) ?? [];
  const [hex = ''] = shown.split(/\s{3,}|\|/);
  let digits = '';
  for (const group of hex.split(/\s+/)) {
    if (!/^([0-9a-f]{2}){1,2}$/i.test(group) || digits.length + group.length > bytesALine * 2) break;
    digits += group;
  }
  const bytes = digits === '' ? null : fromHex(digits);
  return bytes && { offset: Number.parseInt(offset, 16), bytes };
}

/** More lines than this are not repeated: no request that is pasted has a megabyte of one byte. */
const mostRepeats = 65_536;

/** The bytes of a dump's lines. Lines that are like the one before are left out by hexdump, which puts a star there. */
function bytesOf(lines: readonly string[]): Bytes {
  const parts: Bytes[] = [];
  let at = 0;
  let starred = false;
  for (const line of lines) {
    starred ||= line.trim() === '*';
    const read = readLine(line);
    if (!read) continue;
    const last = parts.at(-1);
    for (let left = mostRepeats; starred && last && at < read.offset && left > 0; left--) {
      parts.push(last);
      at += last.length;
    }
    starred = false;
    parts.push(read.bytes);
    at = read.offset + read.bytes.length;
  }
  return concatBytes(...parts);
}

interface Packet {
  /** From where to where. */
  flow: string;
  lines: string[];
}

interface Segment {
  sequence: number;
  data: Bytes;
}

const uint16 = (bytes: Bytes, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const uint32 = (bytes: Bytes, at: number): number => uint16(bytes, at) * 65_536 + uint16(bytes, at + 2);

/** What lies before the IP header: nothing, a loopback family, Ethernet, Linux's cooked captures. */
const linkBytes = [0, 4, 14, 16, 20];
const tcp = 6;

/** The TCP segment of an IP packet; null where it is none. */
function segmentOf(bytes: Bytes): Segment | null {
  for (const at of linkBytes) {
    const version = (bytes[at] ?? 0) >> 4;
    const isFour = version === 4 && ((bytes[at] ?? 0) & 15) >= 5 && bytes[at + 9] === tcp;
    const isSix = version === 6 && bytes[at + 6] === tcp;
    if (!isFour && !isSix) continue;
    const start = at + (isFour ? ((bytes[at] ?? 0) & 15) * 4 : 40);
    const end = at + (isFour ? uint16(bytes, at + 2) : 40 + uint16(bytes, at + 4));
    const from = start + ((bytes[start + 12] ?? 0) >> 4) * 4;
    // A large packet that the card will part says a length of 0.
    const data = bytes.subarray(from, end > from ? Math.min(end, bytes.length) : bytes.length);
    return { sequence: uint32(bytes, start + 4), data };
  }
  return null;
}

function packetsOf(lines: readonly string[]): Packet[] {
  const packets: Packet[] = [];
  for (const line of lines) {
    if (packetLine.test(line)) packets.push({ flow: '', lines: [] });
    const packet = packets.at(-1);
    packet?.lines.push(line);
    if (packet?.flow === '') packet.flow = flowForm.exec(line)?.[0] ?? '';
  }
  return packets;
}

/** What was sent in each direction, in order, each byte once, whatever was sent again. */
function streamsOf(packets: readonly Packet[]): Bytes[] {
  const flows = new Map<string, Segment[]>();
  for (const { flow, lines } of packets) {
    const bytes = bytesOf(lines);
    const segment = bytes.length === 0 ? null : segmentOf(bytes);
    if (segment && segment.data.length > 0) flows.set(flow, [...(flows.get(flow) ?? []), segment]);
  }
  return [...flows.values()].map((segments) => {
    const parts: Bytes[] = [];
    let next: number | null = null;
    for (const { sequence, data } of segments.sort((left, right) => left.sequence - right.sequence)) {
      const seen: number = next === null ? 0 : Math.max(0, next - sequence);
      if (seen < data.length) parts.push(data.subarray(seen));
      next = Math.max(next ?? 0, sequence + data.length);
    }
    return concatBytes(...parts);
  });
}

/** From the first request line on. */
function requestIn(bytes: Bytes): Bytes | null {
  const match = requestStart.exec(latin1Text(bytes));
  return match ? bytes.subarray(match.index + match[0].length - (match[1] ?? '').length) : null;
}

/** `tcpdump -A` prints packets as text: from the request line to the next packet. */
function requestInText(lines: readonly string[]): string | null {
  const from = lines.findIndex((line) => requestStart.test(line));
  if (from < 0) return null;
  const rest = lines.slice(from);
  const end = rest.findIndex((line, at) => at > 0 && packetLine.test(line));
  const [first = '', ...others] = end < 0 ? rest : rest.slice(0, end);
  return [requestStart.exec(first)?.[1] ?? '', ...others].join('\n');
}

/** Whether a text is a dump of bytes or packets. */
export const isDump = (text: string): boolean =>
  text.split('\n', 4).some((line) => packetLine.test(line) || (readLine(line)?.bytes.length ?? 0) > 3);

/**
 * A request from a dump: `xxd`, `hexdump -C`, `tcpdump -X` (or `-x`, `-XX`; its packets are put together by their
 * sequence numbers), `tcpdump -A`. Throws `invalid_input` where no request is in it.
 */
export function parseDump(text: string): ParsedRequest {
  const lines = text.split(/\r?\n/);
  const packets = packetsOf(lines);
  const streams = packets.length > 0 ? streamsOf(packets) : [bytesOf(lines)];
  for (const stream of streams) {
    const request = requestIn(stream);
    if (request) return parseHttp(request);
  }
  const printed = requestInText(lines);
  if (printed === null) {
    throw new TackleboxError(
      'invalid_input',
      'This dump has no HTTP request in it: none of its bytes begin with a line such as "POST /webhooks HTTP/1.1".',
    );
  }
  const parsed = parseHttp(printed);
  const note = 'A dump by tcpdump -A shows bytes that are no ASCII as dots. With -X they are all there.';
  return { ...parsed, notes: [...parsed.notes, note] };
}
