// Loaded as a chunk of its own, never before the first paint: see load-monaco.ts.
import 'monaco-editor/features/register.all';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import JsonWorker from 'monaco-editor/languages/features/json/json.worker?worker';

// Workers are files of our own origin, so that `worker-src 'self'` is enough. Set before the first editor exists.
globalThis.MonacoEnvironment = {
  globalAPI: false,
  getWorker: (_moduleId, label) => (label === 'json' ? new JsonWorker() : new EditorWorker()),
};

export * as monaco from 'monaco-editor/editor/editor.api';
export { jsonDefaults } from 'monaco-editor/languages/features/json/register';
