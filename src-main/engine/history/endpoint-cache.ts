import type { EndpointRow, EndpointsRepo } from './endpoints-repo.ts';

/**
 * Endpoints kept in memory: each capture asks for one. Rows are never changed in place, so that what is derived from one
 * can be kept beside it. Unknown ids are asked for again each time, as anybody can make up any number of them.
 */
export function withCachedEndpoints(repo: EndpointsRepo): EndpointsRepo {
  const rows = new Map<string, EndpointRow>();
  const remember = (row: EndpointRow) => {
    rows.set(row.webhookId, row);
    return row;
  };
  return {
    ...repo,
    insert: (row) => repo.insert(row),
    update(row) {
      rows.delete(row.webhookId);
      repo.update(row);
    },
    remove(webhookId) {
      rows.delete(webhookId);
      repo.remove(webhookId);
    },
    find(webhookId) {
      const known = rows.get(webhookId);
      if (known) return known;
      const row = repo.find(webhookId);
      return row && remember(row);
    },
    get: (webhookId) => rows.get(webhookId) ?? remember(repo.get(webhookId)),
  };
}
