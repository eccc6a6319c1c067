import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** What to do next. */
  children?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
}

/** Stands where nothing is yet, and says how something gets there. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="grid h-full place-content-center justify-items-center gap-2 p-6 text-center">
      <Icon size={24} strokeWidth={1.5} aria-hidden className="mb-1 text-faint" />
      <div className="font-semibold text-balance">{title}</div>
      {children && <div className="max-w-[52ch] text-soft text-pretty">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
