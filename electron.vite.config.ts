import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** The oldest runtimes that the desktop app supports (Electron 25: Node 18, Chromium 114). */
const oldest = { node: 'node18', browser: 'chrome114' };

/**
 * CommonJS under a name that says so: Electron takes ES modules for main from 28 on only, and package.json says `module`.
 * All files lie in one folder, so that `__dirname` is the same in every one.
 */
const commonJs = {
  format: 'cjs',
  // Half the bytes to read at every start; names stay, for the traces of bugs.
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
} as const;

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: oldest.node,
      // What runs is bundled: hundreds of small files cost every start more than the engine itself. What is native stays outside.
      externalizeDeps: {
        exclude: [
          'zod',
          'commander',
          '@noble/hashes',
          'fastify',
          '@fastify/static',
          '@fastify/websocket',
          'ws',
        ],
      },
      rolldownOptions: {
        input: {
          desktop: 'src-main/desktop/main.ts',
          serve: 'src-main/serve/main.ts',
          cli: 'src-main/cli/main.ts',
          'settle-worker': 'src-main/engine/history/journal/settle-worker.ts',
          'index-worker': 'src-main/engine/history/search/index-worker.ts',
          'diagnosis-worker': 'src-main/engine/requests/diagnosis-worker.ts',
          'simulation-worker': 'src-main/engine/simulation/simulation-worker.ts',
        },
        output: commonJs,
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: oldest.node,
      // A sandboxed preload can require nothing but `electron`.
      externalizeDeps: false,
      rolldownOptions: { input: { preload: 'src-preload/preload.ts' }, output: commonJs },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react(), tailwindcss()],
    build: {
      outDir: 'out/renderer',
      target: oldest.browser,
      // The page may load fonts and pictures of its own origin only, so none may become a data: address.
      assetsInlineLimit: 0,
      // Half the bytes to read and parse before the first paint.
      minify: true,
      // Monaco, loaded late, is as large as it is.
      chunkSizeWarningLimit: 5000,
      rolldownOptions: { input: 'src-renderer/index.html' },
    },
  },
});
