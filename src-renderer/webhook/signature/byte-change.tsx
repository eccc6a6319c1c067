import { type Bytes, fromBase64 } from '#core/bytes/encoding.ts';
import type { ByteChange } from '#core/signing/verify/verdict.ts';
import { plural } from '#renderer/ui/format.ts';

const contextBytes = 10;
const hex = (bytes: Bytes): string[] =>
  [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'));
const shown = (byte: string): string => {
  const code = Number.parseInt(byte, 16);
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : '·';
};

/** What has to change in the bytes for the signature to hold: removed ones struck, inserted ones beside them. */
export function ByteChangeView({ change, body }: { change: ByteChange; body: Bytes }) {
  const removed = fromBase64(change.removedBase64) ?? new Uint8Array();
  const inserted = fromBase64(change.insertedBase64) ?? new Uint8Array();
  const inBody = change.of === 'body' && change.offset <= body.length;
  const before = inBody
    ? body.subarray(Math.max(0, change.offset - contextBytes), change.offset)
    : new Uint8Array();
  const end = change.offset + removed.length;
  const after = inBody ? body.subarray(end, end + contextBytes) : new Uint8Array();
  const cells = (bytes: Bytes, looks: string, label?: string) =>
    hex(bytes.subarray(0, 24)).map((byte, index) => (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: bytes are positions
        key={index}
        title={label}
        className={`grid w-[22px] justify-items-center rounded-[3px] ${looks}`}
      >
        <span>{byte}</span>
        <span className="text-[11px] opacity-80">{shown(byte)}</span>
      </span>
    ));
  return (
    <div className="grid gap-1.5">
      <div className="wire flex flex-wrap gap-px leading-[16px]">
        {before.length > 0 && change.offset > before.length && <span className="pr-1 text-faint">…</span>}
        {cells(before, 'text-soft')}
        {cells(removed, 'bg-bad/12 text-bad line-through', 'to be removed')}
        {cells(inserted, 'bg-ok/12 text-ok', 'to be inserted')}
        {cells(after, 'text-soft')}
      </div>
      <div className="text-xs text-faint">
        {[
          removed.length > 0 && `${plural(removed.length, 'byte')} too many`,
          inserted.length > 0 && `${plural(inserted.length, 'byte')} missing`,
        ]
          .filter(Boolean)
          .join(', ')}{' '}
        at offset {change.offset} of the {change.of}
      </div>
    </div>
  );
}
