import { createContext, type ReactNode, useContext } from 'react';
import { createPortal } from 'react-dom';

/** The element in the top bar into which a screen puts its own controls. */
export const TopSlotContext = createContext<HTMLElement | null>(null);

/** What a screen shows in the top bar, beside its title. */
export function TopSlot({ children }: { children: ReactNode }) {
  const target = useContext(TopSlotContext);
  return target ? createPortal(children, target) : null;
}
