import { useReducer, useState } from 'react';
import { RowLayer } from '../row-layer.tsx';
import { useRowWindow } from '../use-row-window.ts';
import { linePx } from './line-window.tsx';

export interface HexViewProps {
  totalBytes: number;
  /** Bytes that are there already, from offset 0. */
  initial: Uint8Array;
  /** Reads a range; absent where `initial` is all there is. */
  read?(offsetBytes: number, lengthBytes: number): Promise<Uint8Array>;
  label: string;
}

const rowBytes = 16;
const chunkBytes = 65_536;

const two = (byte: number): string => byte.toString(16).padStart(2, '0');
const printable = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·');

/** Reads chunks as they are scrolled to, each once. */
function useChunks({ initial, read }: HexViewProps): (offset: number) => Uint8Array | null {
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  const [chunks] = useState(() => new Map<number, Uint8Array | 'loading'>());
  return (offset) => {
    if (offset < initial.length) return initial.subarray(offset, offset + rowBytes);
    const chunk = Math.floor(offset / chunkBytes);
    const bytes = chunks.get(chunk);
    if (bytes instanceof Uint8Array) {
      const from = offset - chunk * chunkBytes;
      return bytes.subarray(from, from + rowBytes);
    }
    if (bytes === undefined && read) {
      chunks.set(chunk, 'loading');
      read(chunk * chunkBytes, chunkBytes).then(
        (loaded) => {
          chunks.set(chunk, loaded);
          refresh();
        },
        () => chunks.delete(chunk),
      );
    }
    return null;
  };
}

/** Offsets, bytes, characters; of any size, as only what is seen is read. Give it a `key` for each body. */
export function HexView(props: HexViewProps) {
  const { totalBytes, label } = props;
  const view = useRowWindow(Math.ceil(totalBytes / rowBytes), linePx);
  const bytesAt = useChunks(props);
  const { first, last, scroller } = view;
  const rows = [];
  for (let row = first; row <= last; row++) {
    const bytes = bytesAt(row * rowBytes);
    rows.push(
      <div key={row} className="h-[18px] pl-4 leading-[18px] whitespace-pre">
        <span className="text-faint">{(row * rowBytes).toString(16).padStart(8, '0')}</span>
        {'  '}
        {bytes ? <HexRow bytes={bytes} /> : <span className="text-faint">…</span>}
      </div>,
    );
  }
  return (
    <section
      ref={scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={view.onScroll}
      className="wire relative min-h-0 flex-1 overflow-auto outline-offset-[-2px] select-text"
    >
      <div className="relative min-w-[620px]" style={{ height: view.physicalPx + 16 }}>
        <RowLayer view={view} className="pt-2">
          {rows}
        </RowLayer>
      </div>
    </section>
  );
}

function HexRow({ bytes }: { bytes: Uint8Array }) {
  const cells = [...bytes].map(two);
  const left = cells.slice(0, 8).join(' ').padEnd(23);
  const right = cells.slice(8).join(' ').padEnd(23);
  return (
    <>
      {left}
      {'  '}
      {right}
      {'  '}
      <span className="text-json-string">{[...bytes].map(printable).join('')}</span>
    </>
  );
}
