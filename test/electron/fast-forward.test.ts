import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { electronMissing, type RunningDesktop, startDesktop } from '../support/electron.ts';
import { makeTempDir, removeDir } from '../support/temp-dir.ts';

const title = `Simulate in the desktop app${electronMissing ? ` (skipped: ${electronMissing})` : ''}`;

describe.skipIf(electronMissing)(title, () => {
  let dataDir: string;
  let desktop: RunningDesktop;
  beforeAll(async () => {
    dataDir = await makeTempDir('desktop-simulate');
    desktop = await startDesktop(dataDir);
  });
  afterAll(async () => {
    await desktop?.close();
    await removeDir(dataDir);
  });

  test("draws Stripe's three days against a local handler that fails and then heals", async () => {
    const statuses: number[] = [];
    const server = createServer((request, response) => {
      const status = statuses.length < 9 ? 503 : 200;
      statuses.push(status);
      request.resume();
      response.writeHead(status).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    const { page } = desktop;
    await page.getByRole('button', { name: 'Simulate' }).click();
    await page
      .getByLabel('Target')
      .fill(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
    await page.getByRole('button', { name: 'Run for real' }).click();
    await page.getByText(/of virtual time in/).waitFor({ timeout: 60_000 });
    const told = await page.getByText(/of virtual time in/).textContent();
    const rows = page.getByRole('table', { name: 'Attempts of the real run' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(11);
    expect(statuses).toEqual([...Array<number>(9).fill(503), 200]);
    expect(told).toMatch(/^1 d|^\d\d h|^2 d/);
    await page.getByText(/^Delivered after .* with 10 attempts\.$/).waitFor();
  });
});
