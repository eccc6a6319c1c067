import type { editor } from 'monaco-editor/editor/editor.api';
import { type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import { editorOptions } from './editor-options.ts';
import { type JsonSchema, setModelSchema } from './json-schemas.ts';
import { loadMonaco, type MonacoParts } from './load-monaco.ts';
import { followTheme } from './monaco-theme.ts';

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

/** One uncontrolled editor whose text follows `value`; typing answers through `onChange`. */
export function MonacoEditor(props: MonacoEditorProps) {
  const { value, language = 'json', schema = null, readOnly = false, ariaLabel, wordWrap = true } = props;
  const lineNumbers = props.lineNumbers ?? true;
  const container = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [opened, setOpened] = useState<{ parts: MonacoParts; editor: editor.IStandaloneCodeEditor }>();
  const [problem, setProblem] = useState<string | null>(null);
  const modelName = useId().replaceAll(/[^a-zA-Z0-9]/g, '');

  useEffect(() => {
    let undo: (() => void) | null = null;
    let gone = false;
    void loadMonaco().then(
      (parts) => {
        if (gone || !container.current) return;
        const { monaco } = parts;
        followTheme(parts);
        const uri = monaco.Uri.parse(
          `inmemory://tacklebox/${modelName}.${language === 'json' ? 'json' : 'txt'}`,
        );
        const model = monaco.editor.createModel(latest.current.value, language, uri);
        const made = monaco.editor.create(container.current, {
          ...editorOptions,
          model,
          readOnly: latest.current.readOnly ?? false,
          ariaLabel: latest.current.ariaLabel,
        });
        const typing = model.onDidChangeContent(() => {
          const text = model.getValue();
          if (text !== latest.current.value) latest.current.onChange?.(text);
        });
        made.addAction({
          id: 'tacklebox.submit',
          label: 'Send',
          keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter],
          run: () => latest.current.onSubmit?.(),
        });
        setOpened({ parts, editor: made });
        undo = () => {
          typing.dispose();
          setModelSchema(parts, uri.toString(), null);
          made.dispose();
          model.dispose();
        };
      },
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      gone = true;
      undo?.();
      setOpened(undefined);
    };
  }, [language, modelName]);

  useEffect(() => {
    const model = opened?.editor.getModel();
    if (!model || model.getValue() === value) return;
    // As an edit, so that undo reaches what was there before.
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text: value }], () => null);
  }, [opened, value]);

  useEffect(() => {
    opened?.editor.updateOptions({
      readOnly,
      domReadOnly: readOnly,
      ariaLabel,
      wordWrap: wordWrap ? 'on' : 'off',
      lineNumbers: lineNumbers ? 'on' : 'off',
    });
  }, [opened, readOnly, ariaLabel, wordWrap, lineNumbers]);

  useEffect(() => {
    const model = opened?.editor.getModel();
    if (opened && model && language === 'json') setModelSchema(opened.parts, model.uri.toString(), schema);
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
          value={value}
          readOnly={readOnly}
          spellCheck={false}
          onChange={(event) => props.onChange?.(event.target.value)}
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
