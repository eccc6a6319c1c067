import { Boundary } from '../ui/boundary.tsx';
import { Toaster } from '../ui/toast.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { Frame } from './frame.tsx';

/** The whole interface. */
export function App() {
  return (
    <TooltipProvider>
      <Boundary name="The window">
        <Frame />
      </Boundary>
      <Toaster />
    </TooltipProvider>
  );
}
