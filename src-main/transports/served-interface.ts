import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Served to whoever asks. Whatever does not say so wants the token. */
    isPublic?: boolean;
  }
}

/**
 * The built page, which is the same for everybody and holds nothing of the user's: the one thing that is served without the
 * token. All routes that this scope registers are public, and no other is.
 */
export function servedInterface(interfaceDir: string) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRoute', (route) => {
      route.config = { ...route.config, isPublic: true };
    });
    if (!existsSync(interfaceDir)) {
      app.get('/', (_, reply) =>
        reply.code(503).type('text/plain').send('The interface is not built. Run `npm run build`.\n'),
      );
      return;
    }
    await app.register(fastifyStatic, {
      root: interfaceDir,
      // Built files carry a hash of their content in the name; the page itself does not.
      setHeaders: (reply, file) => {
        reply.header(
          'cache-control',
          file.endsWith('.html') ? 'no-store' : 'public, max-age=31536000, immutable',
        );
      },
      cacheControl: false,
      dotfiles: 'ignore',
    });
  };
}
