import type { editor } from 'monaco-editor/editor/editor.api';
import { useEffect, useRef, useState } from 'react';
import { editorOptions } from './editor-options.ts';
import { loadMonaco, type MonacoParts } from './load-monaco.ts';
import { followTheme } from './monaco-theme.ts';

export interface MonacoDiffProps {
  left: string;
  right: string;
  language?: 'json' | 'plaintext';
  /** In one column instead of side by side. */
  inline?: boolean;
  height?: string | number;
  ariaLabel: string;
}

/** Two texts compared; nothing in it can be changed. */
export function MonacoDiff({
  left,
  right,
  language = 'json',
  inline = false,
  height = '100%',
  ariaLabel,
}: MonacoDiffProps) {
  const container = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<{ parts: MonacoParts; editor: editor.IStandaloneDiffEditor }>();

  useEffect(() => {
    let gone = false;
    let made: editor.IStandaloneDiffEditor | null = null;
    void loadMonaco().then((parts) => {
      if (gone || !container.current) return;
      followTheme(parts);
      made = parts.monaco.editor.createDiffEditor(container.current, {
        ...editorOptions,
        readOnly: true,
        originalEditable: false,
        renderOverviewRuler: false,
        renderMarginRevertIcon: false,
      });
      setOpened({ parts, editor: made });
    });
    return () => {
      gone = true;
      made?.dispose();
      setOpened(undefined);
    };
  }, []);

  useEffect(() => {
    if (!opened) return;
    const { monaco } = opened.parts;
    const original = monaco.editor.createModel(left, language);
    const modified = monaco.editor.createModel(right, language);
    opened.editor.setModel({ original, modified });
    return () => {
      opened.editor.setModel(null);
      original.dispose();
      modified.dispose();
    };
  }, [opened, left, right, language]);

  useEffect(() => {
    opened?.editor.updateOptions({ renderSideBySide: !inline, ariaLabel });
  }, [opened, inline, ariaLabel]);

  return <div ref={container} className="min-h-0 min-w-0" style={{ height }} data-monaco />;
}
