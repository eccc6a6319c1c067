import { Plus, X } from 'lucide-react';
import { useRef } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import { TextInput } from './text-input.tsx';

export type Pair = readonly [name: string, value: string];

export interface PairRowsProps {
  pairs: readonly Pair[];
  onChange(pairs: Pair[]): void;
  /** What one is called, such as `header`. */
  noun: string;
  namePlaceholder?: string;
  valuePlaceholder?: string;
  /** What is wrong with a row, by its index. */
  problems?: ReadonlyMap<number, string>;
}

/** Names and values in their order, duplicates allowed. */
export function PairRows(props: PairRowsProps) {
  const { pairs, onChange, noun, namePlaceholder = 'Name', valuePlaceholder = 'Value', problems } = props;
  const list = useRef<HTMLDivElement>(null);
  const change = (index: number, pair: Pair) => onChange(pairs.map((old, at) => (at === index ? pair : old)));
  const add = () => {
    onChange([...pairs, ['', '']]);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLInputElement>('[data-row]:last-of-type input')?.focus(),
    );
  };
  return (
    <div ref={list} className="grid gap-1.5">
      {pairs.map(([name, value], index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          key={index}
          data-row
          className="grid grid-cols-[minmax(120px,2fr)_minmax(0,3fr)_26px] items-center gap-1.5"
        >
          <TextInput
            wire
            aria-label={`${noun} ${index + 1}: name`}
            placeholder={namePlaceholder}
            value={name}
            aria-invalid={problems?.has(index) || undefined}
            onChange={(event) => change(index, [event.target.value, value])}
          />
          <TextInput
            wire
            aria-label={`${noun} ${index + 1}: value`}
            placeholder={valuePlaceholder}
            value={value}
            aria-invalid={problems?.has(index) || undefined}
            onChange={(event) => change(index, [name, event.target.value])}
          />
          <IconButton
            icon={X}
            label={`Remove ${noun} ${index + 1}`}
            onClick={() => onChange(pairs.filter((_, at) => at !== index))}
          />
          {problems?.has(index) && (
            <div role="alert" className="col-span-3 text-xs text-bad">
              {problems.get(index)}
            </div>
          )}
        </div>
      ))}
      <div>
        <Button variant="ghost" icon={Plus} onClick={add}>
          Add a {noun}
        </Button>
      </div>
    </div>
  );
}
