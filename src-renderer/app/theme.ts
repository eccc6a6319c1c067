import { useSettings } from '../platform/settings-store.ts';

const storageKey = 'tacklebox.theme';
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');

/**
 * Puts `data-theme` on the document: what the settings say, or what the system prefers. The choice is kept in
 * localStorage as well, so that the first paint has the right colours before the engine has answered.
 */
export function followTheme(): void {
  const apply = (choice: string) => {
    const dark = choice === 'dark' || (choice !== 'light' && prefersDark.matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  };
  apply(localStorage.getItem(storageKey) ?? 'system');
  useSettings.subscribe(({ theme }) => {
    localStorage.setItem(storageKey, theme);
    apply(theme);
  });
  prefersDark.addEventListener('change', () => apply(localStorage.getItem(storageKey) ?? 'system'));
}
