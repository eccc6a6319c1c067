import { useEffect } from 'react';
import { create } from 'zustand';
import { capabilities } from './client.ts';

/** Something that a key does. All of them are shown by `?` and found by the palette. */
export interface KeyAction {
  /**
   * One key (`j`, `Enter`, `/`), with a modifier (`mod+k`: Ctrl, or ⌘ on Apple's machines), or two in a row (`g i`).
   * Keys are named as in KeyboardEvent.key. Empty: only in the palette.
   */
  keys: string;
  label: string;
  /** A heading for the list of keys. */
  group: string;
  run(): void;
  /** Not shown in the palette (moving through a list makes no sense there). */
  movement?: boolean;
}

interface KeyMap {
  /** Later layers win, so that a screen can take over a key from the frame. */
  layers: { id: number; actions: readonly KeyAction[] }[];
}

export const useKeyMap = create<KeyMap>(() => ({ layers: [] }));
let lastLayer = 0;

/** Registers keys while the component is mounted. Keep `actions` stable with useMemo. */
export function useKeys(actions: readonly KeyAction[]): void {
  useEffect(() => {
    lastLayer += 1;
    const id = lastLayer;
    useKeyMap.setState((old) => ({ layers: [...old.layers, { id, actions }] }));
    return () => useKeyMap.setState((old) => ({ layers: old.layers.filter((layer) => layer.id !== id) }));
  }, [actions]);
}

/** As the key is drawn: `mod+k` is `Ctrl K` or `⌘ K`. */
export const showKeys = (keys: string): string =>
  keys
    .replace('mod+', capabilities.appleKeys ? '⌘ ' : 'Ctrl ')
    .replace('Escape', 'Esc')
    .replace('ArrowDown', '↓')
    .replace('ArrowUp', '↑')
    .replace(
      / ([a-z])$/,
      (_, letter: string) =>
        ` ${capabilities.appleKeys || keys.startsWith('mod+') ? letter.toUpperCase() : letter}`,
    );

const sequenceMs = 1200;
const ownKeys = new Set(['Enter', ' ', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || !!target.closest('input, textarea, select, [role=textbox], .monaco-editor'));

/** Buttons, tabs and dividers do their own with Enter, space and arrows. */
const hasOwnUse = (event: KeyboardEvent): boolean =>
  ownKeys.has(event.key) &&
  event.target instanceof HTMLElement &&
  !!event.target.closest('button, a[href], [role=tab], [role=separator], [role=slider], [role=combobox]');

const isCovered = (): boolean => !!document.querySelector('[role=dialog], [role=menu], [role=alertdialog]');

function nameOf(event: KeyboardEvent): string {
  const mod = capabilities.appleKeys ? event.metaKey : event.ctrlKey;
  return mod ? `mod+${event.key.toLowerCase()}` : event.key;
}

/** Listens for the whole window. Answers its own undo. */
export function startKeys(): () => void {
  let pending = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    const name = nameOf(event);
    const modified = name.startsWith('mod+');
    if (!modified && (event.ctrlKey || event.metaKey)) return;
    if (!modified && (isTyping(event.target) || isCovered() || hasOwnUse(event))) return;
    const wanted = pending ? `${pending} ${name}` : name;
    pending = '';
    clearTimeout(timer);
    const actions = [...useKeyMap.getState().layers].reverse().flatMap((layer) => layer.actions);
    const action = actions.find(({ keys }) => keys.split(' | ').includes(wanted));
    if (action) {
      event.preventDefault();
      action.run();
    } else if (actions.some(({ keys }) => keys.startsWith(`${name} `))) {
      pending = name;
      timer = setTimeout(() => {
        pending = '';
      }, sequenceMs);
    }
  };
  window.addEventListener('keydown', listen);
  return () => window.removeEventListener('keydown', listen);
}
