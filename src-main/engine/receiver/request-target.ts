/** `/v1/hooks/<webhookId>` and anything under it. */
const hookPath = /^\/v1\/hooks\/([^/?#]+)(?=[/?#]|$)/;

/** Absolute-form, as proxies are asked: scheme and authority before the path (RFC 9112, 3.2.2). */
const absoluteForm = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/;

/**
 * The webhook id that a request line's target names; undefined where it names none. The target is taken as it was sent:
 * nothing is decoded or resolved, so that no other spelling reaches an endpoint.
 */
export function webhookIdOf(target: string): string | undefined {
  return hookPath.exec(target.replace(absoluteForm, ''))?.[1];
}

/** The address under which the sender reached us, as far as it tells: some schemes sign it. */
export function absoluteUrl(target: string, host: string | undefined): string {
  if (absoluteForm.test(target)) return target;
  return host === undefined ? target : `http://${host}${target.startsWith('/') ? '' : '/'}${target}`;
}
