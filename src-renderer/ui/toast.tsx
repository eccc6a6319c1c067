import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { create } from 'zustand';
import { cx } from './cx.ts';
import { toneText } from './tone.ts';

export interface ToastInput {
  kind: 'done' | 'note' | 'problem';
  title: string;
  detail?: string;
  /** What can be done about it. */
  action?: { label: string; run(): void };
}

interface Toasts {
  toasts: (ToastInput & { id: number })[];
  show(toast: ToastInput): void;
  dismiss(id: number): void;
}

/** Problems stay until they are read; the rest goes by itself. */
const shownMs = { done: 4000, note: 6000, problem: 15_000 };
let lastId = 0;

export const useToasts = create<Toasts>((set, get) => ({
  toasts: [],
  show(toast) {
    lastId += 1;
    const id = lastId;
    const others = get().toasts.filter((old) => old.title !== toast.title || old.detail !== toast.detail);
    set({ toasts: [...others.slice(-3), { ...toast, id }] });
    setTimeout(() => get().dismiss(id), shownMs[toast.kind]);
  },
  dismiss: (id) => set((old) => ({ toasts: old.toasts.filter((toast) => toast.id !== id) })),
}));

/** Says something in the corner: `toast({ kind: 'done', title: 'Copied' })`. */
export const toast = (input: ToastInput): void => useToasts.getState().show(input);

const looks = {
  done: { icon: CircleCheck, tone: toneText.ok },
  note: { icon: Info, tone: toneText.info },
  problem: { icon: CircleAlert, tone: toneText.bad },
};

/** Where toasts appear; mounted once by the frame. */
export function Toaster() {
  const { toasts, dismiss } = useToasts();
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      className="fixed right-4 bottom-9 z-50 grid w-[360px] gap-2"
    >
      {toasts.map(({ id, kind, title, detail, action }) => {
        const { icon: Icon, tone } = looks[kind];
        return (
          <div
            key={id}
            className="flex items-start gap-2 rounded-lg border border-line-strong bg-raised p-2.5 pl-3"
          >
            <Icon size={16} aria-hidden className={cx('mt-px shrink-0', tone)} />
            <div className="min-w-0 flex-1">
              <div className="font-semibold break-words">{title}</div>
              {detail && <div className="line-clamp-4 text-xs break-words text-soft">{detail}</div>}
              {action && (
                <button
                  type="button"
                  className="mt-1 text-xs font-semibold text-accent hover:underline"
                  onClick={() => {
                    dismiss(id);
                    action.run();
                  }}
                >
                  {action.label}
                </button>
              )}
            </div>
            <button
              type="button"
              aria-label="Dismiss"
              onClick={() => dismiss(id)}
              className="grid size-5 place-items-center rounded-sm text-faint hover:text-text"
            >
              <X size={14} aria-hidden />
            </button>
          </div>
        );
      })}
    </section>
  );
}
