import { CircleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Toaster } from '../ui/toast.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { Frame } from './frame.tsx';

/** Shows what broke instead of an empty window. */
class Boundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <EmptyState
        icon={CircleAlert}
        title="This view broke"
        actions={<Button onClick={() => this.setState({ error: null })}>Show it again</Button>}
      >
        {error.message} Nothing that was caught is lost. The console has the details.
      </EmptyState>
    );
  }
}

/** The whole interface. */
export function App() {
  return (
    <TooltipProvider>
      <Frame boundary={Boundary} />
      <Toaster />
    </TooltipProvider>
  );
}
