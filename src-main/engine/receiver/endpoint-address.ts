/** IPv6 addresses stand in brackets; the addresses for "any" are reached from this machine as loopback. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** The address at which a listener is reached, such as http://127.0.0.1:4665. */
export const baseUrl = (host: string, port: number): string => `http://${urlHost(host)}:${port}`;

/** The same over HTTPS: its certificate names localhost first. */
export const secureUrl = (port: number): string => `https://localhost:${port}`;
