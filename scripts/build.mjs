import { ensureBuilt } from './lib/build.mjs';

// npm run build [-- --stale]: everything into out/; with --stale only what no longer fits its sources.
await ensureBuilt({ force: !process.argv.includes('--stale'), quiet: false });
