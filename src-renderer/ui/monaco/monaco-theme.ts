import type { MonacoParts } from './load-monaco.ts';

export const themeName = 'tacklebox';

let probe: CanvasRenderingContext2D | null | undefined;

/** Any CSS colour as #rrggbbaa, which is all that Monaco reads. The browser itself converts, OKLCH and mixes included. */
function toHexColour(css: string): string {
  probe ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  });
  if (!probe) return '#808080ff';
  probe.clearRect(0, 0, 1, 1);
  probe.fillStyle = css;
  probe.fillRect(0, 0, 1, 1);
  const { data } = probe.getImageData(0, 0, 1, 1);
  return `#${Array.from(data, (channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** `color` of an element that has it from a token: the one way to have var() and color-mix() resolved. */
function tokenReader(): { read(css: string): string; done(): void } {
  const element = document.createElement('span');
  element.style.display = 'none';
  document.body.append(element);
  return {
    read(css) {
      element.style.color = css;
      return toHexColour(getComputedStyle(element).color);
    },
    done: () => element.remove(),
  };
}

const mix = (token: string, percent: number) =>
  `color-mix(in oklch, var(--${token}) ${percent}%, transparent)`;

/** Makes Monaco's theme from the tokens as they are now, and applies it to every editor. */
export function applyTheme({ monaco }: MonacoParts): void {
  const { read, done } = tokenReader();
  const bare = (css: string) => read(css).slice(1, 7);
  const dark = getComputedStyle(document.documentElement).colorScheme !== 'light';
  monaco.editor.defineTheme(themeName, {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: bare('var(--text)') },
      { token: 'string.key.json', foreground: bare('var(--json-key)') },
      { token: 'string.value.json', foreground: bare('var(--json-string)') },
      { token: 'string', foreground: bare('var(--json-string)') },
      { token: 'number', foreground: bare('var(--json-number)') },
      { token: 'keyword.json', foreground: bare('var(--json-word)') },
      { token: 'delimiter', foreground: bare('var(--soft)') },
    ],
    colors: {
      'editor.background': read('var(--bg)'),
      'editor.foreground': read('var(--text)'),
      'editorGutter.background': read('var(--bg)'),
      'editorLineNumber.foreground': read('var(--faint)'),
      'editorLineNumber.activeForeground': read('var(--soft)'),
      'editorCursor.foreground': read('var(--accent)'),
      'editor.lineHighlightBackground': '#00000000',
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': read(mix('accent', 28)),
      'editor.inactiveSelectionBackground': read(mix('accent', 16)),
      'editor.wordHighlightBackground': read(mix('accent', 14)),
      'editor.findMatchBackground': read(mix('warn', 45)),
      'editor.findMatchHighlightBackground': read(mix('warn', 22)),
      'editorBracketMatch.background': read(mix('accent', 18)),
      'editorBracketMatch.border': '#00000000',
      'editorBracketHighlight.foreground1': read('var(--soft)'),
      'editorBracketHighlight.foreground2': read('var(--soft)'),
      'editorBracketHighlight.foreground3': read('var(--soft)'),
      'editorIndentGuide.background1': read('var(--line)'),
      'editorIndentGuide.activeBackground1': read('var(--faint)'),
      'editorError.foreground': read('var(--bad)'),
      'editorWarning.foreground': read('var(--warn)'),
      'editorInfo.foreground': read('var(--info)'),
      'editorWidget.background': read('var(--raised)'),
      'editorWidget.foreground': read('var(--text)'),
      'editorWidget.border': read('var(--line)'),
      'editorHoverWidget.background': read('var(--raised)'),
      'editorHoverWidget.border': read('var(--line)'),
      'editorSuggestWidget.background': read('var(--raised)'),
      'editorSuggestWidget.border': read('var(--line)'),
      'editorSuggestWidget.selectedBackground': read('var(--accent-bg)'),
      'editorSuggestWidget.selectedForeground': read('var(--text)'),
      'editorSuggestWidget.highlightForeground': read('var(--accent)'),
      'input.background': read('var(--bg)'),
      'input.foreground': read('var(--text)'),
      'input.border': read('var(--line)'),
      focusBorder: read('var(--accent)'),
      'list.hoverBackground': read('var(--panel)'),
      'scrollbarSlider.background': read(mix('faint', 30)),
      'scrollbarSlider.hoverBackground': read(mix('faint', 50)),
      'scrollbarSlider.activeBackground': read(mix('faint', 60)),
      'scrollbar.shadow': '#00000000',
      'menu.background': read('var(--raised)'),
      'menu.foreground': read('var(--text)'),
      'menu.selectionBackground': read('var(--accent-bg)'),
      'menu.selectionForeground': read('var(--text)'),
      'menu.border': read('var(--line)'),
    },
  });
  done();
  monaco.editor.setTheme(themeName);
}

let following = false;

/** Applies the theme and keeps it in step with the document's and the system's. */
export function followTheme(parts: MonacoParts): void {
  if (following) return;
  following = true;
  applyTheme(parts);
  const again = () => applyTheme(parts);
  new MutationObserver(again).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'class', 'style'],
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
}
