import { parseUrl } from '../../http/parse-url.ts';
import { findHeader, urlOf } from '../../http/request.ts';
import { urlFixes } from './fixes.ts';
import type { Mistake, Situation } from './mistake.ts';

/** The parts of which the URL that the sender called is put together, as the address and the headers of proxies state them. */
interface View<T> {
  value: T;
  from: string | null;
}

const firstOf = (value: string | undefined) => value?.split(',', 1)[0]?.trim().replace(/^"|"$/g, '');

function forwarded(value: string | undefined, name: string): string | undefined {
  return firstOf(new RegExp(`(?:^|[;,\\s])${name}=("[^"]*"|[^;,\\s]+)`, 'i').exec(value ?? '')?.[1]);
}

function unique<T extends string>(views: readonly View<T | undefined>[]): View<T>[] {
  const seen = new Set<string>();
  return views.flatMap(({ value, from }) => {
    if (value === undefined || seen.has(value)) return [];
    seen.add(value);
    return [{ value, from }];
  });
}

const maxViews = 14;

/** Every protocol, host and target that the request states, its own first. */
export function viewsOf({ request }: Situation): {
  protocols: View<string>[];
  hosts: View<string>[];
  targets: View<string>[];
} {
  const url = urlOf(request);
  const address = parseUrl(url);
  const header = (name: string) => findHeader(request.rawHeaders, name);
  const stated = header('forwarded');
  const ownTarget = address ? url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '') || '/' : url;
  const protocolNames = [
    'x-forwarded-proto',
    'x-forwarded-protocol',
    'x-forwarded-scheme',
    'x-scheme',
    'x-url-scheme',
    'cloudfront-forwarded-proto',
    'x-original-proto',
  ];
  const protocols = unique<string>([
    { value: address?.protocol.replace(':', ''), from: null },
    { value: forwarded(stated, 'proto'), from: 'Forwarded' },
    ...protocolNames.map((name) => ({ value: firstOf(header(name)), from: name })),
    {
      value: /"scheme"\s*:\s*"(https?)"/.exec(header('cf-visitor') ?? '')?.[1],
      from: 'CF-Visitor',
    },
    { value: 'https', from: null },
    { value: 'http', from: null },
  ]).filter(({ value }) => /^[a-z]{2,8}$/i.test(value));
  const hostNames = [
    'x-forwarded-host',
    'x-original-host',
    'x-forwarded-server',
    'x-host',
    'host',
    'x-real-host',
    'disguised-host',
    'x-appengine-default-version-hostname',
  ];
  const ports = [header('x-forwarded-port'), header('x-original-port')]
    .map(firstOf)
    .filter((port) => port !== undefined && /^\d{1,5}$/.test(port));
  const ownHost = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/?]*)/i.exec(url)?.[1];
  const stem: View<string | undefined>[] = [
    { value: ownHost, from: null },
    { value: forwarded(stated, 'host'), from: 'Forwarded' },
    ...hostNames.map((name) => ({ value: firstOf(header(name)), from: name })),
  ];
  const hosts = unique<string>([
    ...stem,
    ...stem.flatMap(({ value, from }) =>
      ports.map((port) => ({
        value: value && `${value.replace(/:\d+$/, '')}:${port}`,
        from: `${from ?? 'Host'} and X-Forwarded-Port`,
      })),
    ),
    ...stem.map(({ value, from }) => ({ value: value?.replace(/:\d+$/, ''), from })),
    ...stem.flatMap(({ value, from }) =>
      ['443', '80'].map((port) => ({
        value: value && !/:\d+$/.test(value) ? `${value}:${port}` : undefined,
        from: from ?? 'the default port spelled out',
      })),
    ),
    ...stem.map(({ value }) => ({ value: value && `www.${value}`, from: 'www. before the host' })),
    ...stem.map(({ value }) => ({
      value: value && /^www\./i.test(value) ? value.slice(4) : undefined,
      from: 'the host without www.',
    })),
    ...stem.map(({ value }) => ({ value: value?.toLowerCase(), from: 'the host in lower case' })),
    ...stem.map(({ value }) => ({ value: value?.toUpperCase(), from: 'the host in capitals' })),
  ]);
  const targetNames = [
    'x-original-uri',
    'x-original-url',
    'x-forwarded-uri',
    'x-forwarded-path',
    'x-rewrite-url',
    'x-request-uri',
    'x-envoy-original-path',
    'x-original-path',
    'x-waws-unencoded-url',
    'x-replaced-path',
  ];
  const prefixNames = [
    'x-forwarded-prefix',
    'x-script-name',
    'x-forwarded-context',
    'x-original-prefix',
    'x-stripped-prefix',
  ];
  const prefixes = prefixNames
    .flatMap((name) =>
      (header(name) ?? '')
        .split(',')
        .map((value) => ({ value: value.trim().replace(/\/$/, ''), from: name })),
    )
    .filter(({ value }) => value.startsWith('/'));
  const targets = unique<string>([
    { value: ownTarget, from: null },
    ...targetNames.map((name) => ({
      value: header(name)
        ?.trim()
        .replace(/^[a-z]+:\/\/[^/]*/i, ''),
      from: name,
    })),
    ...prefixes.map(({ value, from }) => ({ value: value + ownTarget, from })),
    // Proxies of other names state the target all the same.
    ...request.rawHeaders
      .filter(([name, value]) => /^x-|uri|url|path/i.test(name) && /^\/[^\s/]\S{0,2000}$/.test(value))
      .slice(0, 6)
      .map(([name, value]) => ({ value, from: name.toLowerCase() })),
  ]);
  return { protocols, hosts: hosts.slice(0, maxViews * 3), targets };
}

const words = (parts: readonly (string | null)[]) => [...new Set(parts.filter((part) => part !== null))];

/** The situation with another URL. */
export const supposedUrl = (situation: Situation, url: string) => ({
  ...situation,
  request: { ...situation.request, url },
});

/** The URL put together of any protocol, host and target that the request states. */
export const urlOfViews: Mistake = {
  id: 'url-forwarded-host',
  slot: 'url',
  *suppose(situation) {
    const { protocols, hosts, targets } = viewsOf(situation);
    const own = urlOf(situation.request);
    const seen = new Set([own]);
    const targetForms = targets.flatMap((target) => {
      const [path = '', query] = target.value.split('?', 2);
      const tail = query === undefined ? '' : `?${query}`;
      return [
        target,
        {
          value: (path.endsWith('/') ? path.slice(0, -1) : `${path}/`) + tail,
          from: words([target.from, 'the slash at the end of the path']).join(', '),
        },
        ...(query === undefined
          ? []
          : [{ value: path, from: words([target.from, 'the query left out']).join(', ') }]),
      ];
    });
    for (const target of targetForms) {
      for (const host of hosts) {
        for (const protocol of protocols) {
          const url = `${protocol.value}://${host.value}${target.value}`;
          if (seen.has(url)) continue;
          seen.add(url);
          const isSame = own.toLowerCase().startsWith(`${protocol.value.toLowerCase()}:`);
          const parts = words([
            isSame ? null : `the protocol ${protocol.value}`,
            host.from && `the host of ${host.from}`,
            target.from,
          ]);
          const title = `It becomes genuine with the URL ${url.slice(0, 200)} (${parts.join(', ') || 'another protocol or port'}), which is what the sender called.`;
          const id =
            parts.length === 1 && !isSame
              ? 'url-protocol'
              : host.from === null && isSame && target.from !== null
                ? 'url-path'
                : 'url-forwarded-host';
          yield { situation: supposedUrl(situation, url), words: { id, title } };
        }
      }
    }
    for (const target of targetForms) {
      if (seen.has(target.value)) continue;
      seen.add(target.value);
      yield {
        situation: supposedUrl(situation, target.value),
        words: { id: 'url-path-only', title: 'It becomes genuine when only the path stands for the URL.' },
      };
    }
  },
  title: 'It becomes genuine with the URL that the sender asked for.',
  explanation:
    'The signed URL is the public one. Behind a proxy, a gateway or a tunnel the handler sees another protocol, host, port or path.',
  fixes: urlFixes,
};
