import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { BodyPreview } from '#core/delivery/body-preview.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { formatCount } from '#renderer/ui/format.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { RawView } from '#renderer/ui/text/raw-view.tsx';
import { previewText } from './body-bytes.ts';

const windowBytes = 262_144;

export interface RawPagerProps {
  totalBytes: number;
  read(offsetBytes: number, lengthBytes: number): Promise<BodyPreview>;
  label: string;
}

/** A body too large to hold whole, a window of it at a time. */
export function RawPager({ totalBytes, read, label }: RawPagerProps) {
  const [offset, setOffset] = useState(0);
  const [part, setPart] = useState<BodyPreview | null>(null);
  useEffect(() => {
    let stale = false;
    read(offset, windowBytes).then((loaded) => {
      if (!stale) setPart(loaded);
    }, reportError);
    return () => {
      stale = true;
    };
  }, [read, offset]);
  const end = Math.min(totalBytes, offset + windowBytes);
  return (
    <>
      <div className="flex items-center gap-1 border-b px-3 py-1 text-xs text-soft tabular-nums">
        <IconButton
          icon={ChevronLeft}
          label="Earlier bytes"
          disabled={offset === 0}
          onClick={() => setOffset(Math.max(0, offset - windowBytes))}
        />
        <IconButton
          icon={ChevronRight}
          label="Later bytes"
          disabled={end >= totalBytes}
          onClick={() => setOffset(offset + windowBytes)}
        />
        Bytes {formatCount(offset)} to {formatCount(end - 1)} of {formatCount(totalBytes)}
      </div>
      {part && <RawView text={previewText(part)} label={label} />}
    </>
  );
}
