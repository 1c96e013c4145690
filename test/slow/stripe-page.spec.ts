import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startStripeStandIn } from '../../scripts/stripe/stand-in/stand-in.js';
import { DevServer, newFolder } from './dev-server.js';

it("what docs/stripe.md has tried on one's own machine goes as it says", async () => {
  const standIn = await startStripeStandIn();
  const folder = newFolder();
  const server = await DevServer.on(folder, {
    STRIPE_SECRET_KEY: standIn.secretKey,
    STRIPE_WEBHOOK_SECRET: 'whsec_dev',
    STRIPE_API_URL: standIn.url,
  });
  standIn.setWebhook({ url: `${server.url}/api/credits-webhook`, secret: 'whsec_dev' });
  const page = readFileSync('docs/stripe.md', 'utf8');
  const script = /```sh\n(STRIPE=.*?)```/s.exec(page)?.[1] ?? '';
  const here = script
    .replace(/STRIPE=\S+/, `STRIPE=${standIn.url}`)
    .replaceAll('localhost:3000', server.url);
  // The stand-in answers in this process, which therefore must not wait.
  await promisify(execFile)('bash', ['-euc', here], {
    env: { ...process.env, CZ_DATA_DIR: folder },
    timeout: 60_000,
  });
  await standIn.settled();
  const ada = await server.client('ada');
  expect(await ada.state()).toMatchObject({ balance: 435, purchased: 315 });
  await server.stop();
  await standIn.close();
});
