import type { editor } from 'monaco-editor/editor/editor.api';
import { shownText, splicedExact } from '../text/exact-text.ts';

/** Texts kept for undo and redo, and their length altogether (UTF-16 units). */
const keptVersions = 200;
const keptCharacters = 20_000_000;

export interface ExactModel {
  /** The text with its own line ends. */
  text(): string;
  /** Puts another text in its place, as an edit that undo takes back. */
  replace(text: string): void;
  dispose(): void;
}

/** Keeps the exact text of a model beside it, over edits, undo and redo. `onEdit` is told each one that `replace` did not make. */
export function exactModel(
  model: editor.ITextModel,
  initial: string,
  container: HTMLElement,
  onEdit: (text: string) => void,
): ExactModel {
  let exact = initial;
  let pasted: string | null = null;
  let replacing: string | null = null;
  const versions = new Map<number, string>();
  const remember = () => {
    versions.set(model.getAlternativeVersionId(), exact);
    let characters = 0;
    const newest = [...versions.keys()].reverse();
    for (const [at, version] of newest.entries()) {
      characters += versions.get(version)?.length ?? 0;
      if (at > 0 && (at >= keptVersions || characters > keptCharacters)) versions.delete(version);
    }
  };
  // An edit and not the model's first text, which would lose a byte order mark.
  model.applyEdits([{ range: model.getFullModelRange(), text: shownText(initial) }]);
  remember();

  const changed = model.onDidChangeContent(({ changes, isUndoing, isRedoing }) => {
    const known = isUndoing || isRedoing ? versions.get(model.getAlternativeVersionId()) : undefined;
    if (replacing !== null) exact = replacing;
    else if (known !== undefined) exact = known;
    // The last first, so that the places of the others stay.
    else
      for (const { rangeOffset, rangeLength, text } of [...changes].sort(
        (a, b) => b.rangeOffset - a.rangeOffset,
      ))
        exact = splicedExact(exact, { offset: rangeOffset, length: rangeLength, text }, pasted);
    pasted = null;
    remember();
    if (replacing === null) onEdit(exact);
  });
  // The editor is handed the clipboard's text with line ends of one kind; here it is still as it was copied.
  const hold = (text: string | undefined) => {
    pasted = text ?? null;
    // Whatever the editor makes of it, it does so in this turn.
    setTimeout(() => {
      pasted = null;
    }, 0);
  };
  const onPaste = (event: ClipboardEvent) => hold(event.clipboardData?.getData('text/plain'));
  const onDrop = (event: DragEvent) => hold(event.dataTransfer?.getData('text/plain'));
  container.addEventListener('paste', onPaste, true);
  container.addEventListener('drop', onDrop, true);

  return {
    text: () => exact,
    replace(text) {
      replacing = text;
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text: shownText(text) }], () => null);
      replacing = null;
      exact = text;
      remember();
    },
    dispose() {
      changed.dispose();
      container.removeEventListener('paste', onPaste, true);
      container.removeEventListener('drop', onDrop, true);
    },
  };
}
