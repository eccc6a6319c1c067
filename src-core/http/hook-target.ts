/** `/v1/hooks/<webhookId>` and anything under it. */
const hookPath = /^\/v1\/hooks\/([^/?#]+)(?=[/?#]|$)/;

/** Absolute-form, as proxies are asked: scheme and authority before the path (RFC 9112, 3.2.2). */
const absoluteForm = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/;

export const isAbsoluteForm = (target: string): boolean => absoluteForm.test(target);

export interface HookTarget {
  webhookId: string;
  /** What stands behind the endpoint's own address: empty, or begins with `/`, `?` or `#`. */
  rest: string;
}

/**
 * The endpoint that a request line's target names and what follows it; undefined where it names none. The target is taken as
 * it was sent: nothing is decoded or resolved, so that no other spelling reaches an endpoint. Scheme, user info and host of
 * an absolute target are left out: they are the sender's words about where it is.
 */
export function hookTarget(target: string): HookTarget | undefined {
  const path = target.replace(absoluteForm, '');
  const match = hookPath.exec(path);
  return match?.[1] === undefined ? undefined : { webhookId: match[1], rest: path.slice(match[0].length) };
}

/** The address of an endpoint below a receiver's base address, such as http://127.0.0.1:4665. */
export const endpointUrl = (base: string, webhookId: string): string => `${base}/v1/hooks/${webhookId}`;
