/** Imports a library from here, so that it is found in this folder's node_modules. */
export const load = (name) => import(name);
