import { CircleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

export interface BoundaryProps {
  /** What is inside, as `This list`; it stands at the head of what is shown when it breaks. */
  name?: string;
  /** Something else is shown when this changes: what broke is forgotten. */
  of?: unknown;
  onBreak?(error: Error): void;
  children: ReactNode;
}

/** Shows what broke in the place where it broke. One stands around each pane, so that the others go on. */
export class Boundary extends Component<BoundaryProps, { error: Error | null; of: unknown }> {
  override state = { error: null as Error | null, of: this.props.of };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  static getDerivedStateFromProps({ of }: BoundaryProps, state: { of: unknown }) {
    return of === state.of ? null : { error: null, of };
  }

  override componentDidCatch(error: Error) {
    this.props.onBreak?.(error);
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <EmptyState
        icon={CircleAlert}
        title={`${this.props.name ?? 'This view'} broke`}
        actions={<Button onClick={() => this.setState({ error: null })}>Show it again</Button>}
      >
        {error.message} Nothing that was caught is lost. The console has the details.
      </EmptyState>
    );
  }
}
