const unused = (): never => {
  throw new Error('No route here has a schema to compile.');
};

/** For Fastify: without schemas it needs no compilers, and loading its own two would be felt at every start. */
export const noSchemas = { compilersFactory: { buildValidator: unused, buildSerializer: unused } };
