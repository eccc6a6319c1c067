import type { Endpoint } from '#core/delivery/endpoint.ts';

/** The address to give to a provider: over HTTPS where it is on. */
export const addressOf = ({ url, httpsUrl }: Endpoint): string => httpsUrl ?? url;
