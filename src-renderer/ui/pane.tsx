import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { Boundary } from './boundary.tsx';

export interface PaneProps {
  /** Under which its size is remembered on this machine. */
  id: string;
  first: ReactNode;
  second: ReactNode;
  direction?: 'horizontal' | 'vertical';
  /** The first pane's share, such as `40%` or `320px`, until it was moved. */
  initial?: string;
  minFirst?: string;
  minSecond?: string;
}

/** Two panes with a divider that can be dragged or moved with arrow keys; its place is remembered. One that breaks leaves the other. */
export function Pane(props: PaneProps) {
  const {
    id,
    first,
    second,
    direction = 'horizontal',
    initial = '40%',
    minFirst = '280px',
    minSecond = '320px',
  } = props;
  const remembered = useDefaultLayout({ id: `pane.${id}`, storage: localStorage });
  const horizontal = direction === 'horizontal';
  return (
    <Group
      id={id}
      orientation={direction}
      defaultLayout={remembered.defaultLayout}
      onLayoutChanged={remembered.onLayoutChanged}
      className="h-full min-h-0"
    >
      <Panel id="first" defaultSize={initial} minSize={minFirst} className="flex min-h-0 min-w-0 flex-col">
        <Boundary>{first}</Boundary>
      </Panel>
      <Separator
        aria-label="Resize"
        className={
          horizontal
            ? 'relative w-px bg-line outline-none after:absolute after:inset-y-0 after:-left-[3px] after:w-[7px] hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent'
            : 'relative h-px bg-line outline-none after:absolute after:inset-x-0 after:-top-[3px] after:h-[7px] hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent'
        }
      />
      <Panel id="second" minSize={minSecond} className="flex min-h-0 min-w-0 flex-col">
        <Boundary>{second}</Boundary>
      </Panel>
    </Group>
  );
}
