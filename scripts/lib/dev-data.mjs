import path from 'node:path';
import { root } from './paths.mjs';

/** The data folder of development, so that it never touches a user's own. */
export const devDataDir = process.env.TACKLEBOX_DATA_DIR ?? path.join(root, '.cache/dev-data');
