import type { editor } from 'monaco-editor/editor/editor.api';
import { type Ref, useEffect, useId, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { useExactText } from '../text/use-exact-text.ts';
import { editorOptions } from './editor-options.ts';
import { type ExactModel, exactModel } from './exact-model.ts';
import { type JsonSchema, setModelSchema } from './json-schemas.ts';
import { loadMonaco, type MonacoParts } from './load-monaco.ts';
import { followTheme } from './monaco-theme.ts';
import { isTameJson } from './tame-json.ts';

/** What can be asked of an editor from outside. */
export interface MonacoHandle {
  /** Puts text in place of the selection, as if it were typed. */
  insert(text: string): void;
  focus(): void;
}

export interface MonacoEditorProps {
  value: string;
  onChange?: (value: string) => void;
  language?: 'json' | 'plaintext';
  /** Underlines what does not fit and completes what does; JSON only. */
  schema?: JsonSchema | null;
  readOnly?: boolean;
  /** CSS height; the parent's whole height where absent. */
  height?: string | number;
  ariaLabel: string;
  /** Ctrl/Cmd+Enter, which the editor would otherwise take for a new line. */
  onSubmit?: () => void;
  wordWrap?: boolean;
  lineNumbers?: boolean;
  handle?: Ref<MonacoHandle>;
}

interface OpenedEditor {
  parts: MonacoParts;
  editor: editor.IStandaloneCodeEditor;
  model: editor.ITextModel;
  exact: ExactModel;
}

/** The JSON service is only asked about what it can bear. */
const spoken = (language: 'json' | 'plaintext', text: string): 'json' | 'plaintext' =>
  language === 'json' && isTameJson(text) ? 'json' : 'plaintext';

function openEditor(
  parts: MonacoParts,
  container: HTMLElement,
  latest: { readonly current: MonacoEditorProps },
  modelName: string,
): OpenedEditor {
  const { monaco } = parts;
  followTheme(parts);
  const { value, language = 'json', readOnly = false, ariaLabel } = latest.current;
  const uri = monaco.Uri.parse(`inmemory://tacklebox/${modelName}.${language === 'json' ? 'json' : 'txt'}`);
  const model = monaco.editor.createModel('', spoken(language, value), uri);
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  const exact = exactModel(model, value, container, (text) => latest.current.onChange?.(text));
  const made = monaco.editor.create(container, { ...editorOptions, model, readOnly, ariaLabel });
  made.addAction({
    id: 'tacklebox.submit',
    label: 'Send',
    keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter],
    run: () => latest.current.onSubmit?.(),
  });
  return { parts, editor: made, model, exact };
}

/** Effects of the commit in which an editor is closed still see it. */
const isOpen = (opened: OpenedEditor | undefined): opened is OpenedEditor =>
  opened !== undefined && !opened.model.isDisposed();

function closeEditor({ parts, editor: opened, model, exact }: OpenedEditor): void {
  exact.dispose();
  setModelSchema(parts, model.uri.toString(), null);
  opened.dispose();
  model.dispose();
}

/** Opens an editor in the element once Monaco is there; closes it with the component. */
function useOpenedEditor(latest: { readonly current: MonacoEditorProps }, language: string) {
  const container = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<OpenedEditor>();
  const [problem, setProblem] = useState<string | null>(null);
  const modelName = useId().replaceAll(/[^a-zA-Z0-9]/g, '');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language is another editor
  useEffect(() => {
    let made: OpenedEditor | null = null;
    let gone = false;
    void loadMonaco().then(
      (parts) => {
        if (gone || !container.current) return;
        made = openEditor(parts, container.current, latest, modelName);
        setOpened(made);
      },
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      gone = true;
      if (made) closeEditor(made);
      setOpened(undefined);
    };
  }, [language, modelName, latest]);
  return { container, opened, problem };
}

/** One uncontrolled editor whose text follows `value`; typing answers through `onChange`, with the line ends that were pasted. */
export function MonacoEditor(props: MonacoEditorProps) {
  const { value, language = 'json', schema = null, readOnly = false, ariaLabel, wordWrap = true } = props;
  const lineNumbers = props.lineNumbers ?? true;
  const latest = useRef(props);
  latest.current = props;
  const { container, opened, problem } = useOpenedEditor(latest, language);
  const plain = useExactText(value, (text) => props.onChange?.(text));

  useEffect(() => {
    if (isOpen(opened) && opened.exact.text() !== value) opened.exact.replace(value);
  }, [opened, value]);

  const speaks = useMemo(() => spoken(language, value), [language, value]);
  useEffect(() => {
    if (isOpen(opened)) opened.parts.monaco.editor.setModelLanguage(opened.model, speaks);
  }, [opened, speaks]);

  useEffect(() => {
    if (!isOpen(opened)) return;
    opened.editor.updateOptions({
      readOnly,
      domReadOnly: readOnly,
      ariaLabel,
      wordWrap: wordWrap ? 'on' : 'off',
      lineNumbers: lineNumbers ? 'on' : 'off',
    });
  }, [opened, readOnly, ariaLabel, wordWrap, lineNumbers]);

  useEffect(() => {
    if (isOpen(opened) && language === 'json')
      setModelSchema(opened.parts, opened.model.uri.toString(), schema);
  }, [opened, schema, language]);

  useImperativeHandle(
    props.handle,
    () => ({
      insert(text) {
        const selection = opened?.editor.getSelection();
        if (!opened || !selection) return;
        opened.editor.executeEdits('tacklebox', [{ range: selection, text, forceMoveMarkers: true }]);
        opened.editor.focus();
      },
      focus: () => opened?.editor.focus(),
    }),
    [opened],
  );

  return (
    <div className="relative min-h-0 min-w-0" style={{ height: props.height ?? '100%' }} data-monaco>
      <div ref={container} className="absolute inset-0" />
      {!opened && (
        <textarea
          aria-label={ariaLabel}
          className="absolute inset-0 resize-none border-0 bg-transparent px-10 py-2 font-mono text-[12px] leading-[18px]"
          readOnly={readOnly}
          spellCheck={false}
          {...plain}
        />
      )}
      {problem !== null && (
        <p role="status" className="absolute right-2 bottom-2 text-[12px]">
          The editor could not be loaded, so this is a plain text field. {problem}
        </p>
      )}
    </div>
  );
}
