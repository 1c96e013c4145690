import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startStripeStandIn } from '../../scripts/stripe/stand-in/stand-in.js';
import { clientOf, pack, post, SECRET, startEndpoint, startStage } from './stand-in-stage.js';

describe('calls', () => {
  it('are counted', async () => {
    const { standIn, stripe } = await startStage();
    const { id } = await stripe.customers.create();
    await stripe.customers.retrieve(id);
    await stripe.customers.retrieve(id);
    expect(standIn.calls()).toEqual({ 'GET /v1/customers/:id': 2, 'POST /v1/customers': 1 });
    standIn.forgetCalls();
    expect(standIn.calls()).toEqual({});
  });

  it.each([
    [429, Stripe.errors.StripeRateLimitError],
    [402, Stripe.errors.StripeCardError],
    [500, Stripe.errors.StripeAPIError],
  ] as const)('can fail with %i as often as they are told to', async (status, error) => {
    const { standIn, stripe } = await startStage();
    const scope = { of: 'POST /v1/customers', times: 2 };
    standIn.disturb({ kind: 'error', status, work: 'not done' }, scope);
    await expect(stripe.customers.create()).rejects.toBeInstanceOf(error);
    await expect(stripe.customers.create()).rejects.toBeInstanceOf(error);
    await stripe.customers.create();
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  it('can be cut off before the work, or after it was committed', async () => {
    const { standIn, stripe } = await startStage();
    const create = (name: string) => stripe.customers.create({ name }, { idempotencyKey: name });
    // The package itself tries once more where a connection that it used before is cut.
    standIn.disturb({ kind: 'drop', work: 'not done' }, { times: 2 });
    await expect(create('a')).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    standIn.disturb({ kind: 'drop', work: 'done' }, { times: 2 });
    await expect(create('b')).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    const { data } = await stripe.customers.list();
    expect(data.map(({ name }) => name)).toEqual(['b']);
    expect((await create('b')).id).toBe(data[0]?.id);
  });

  it('can hang', async () => {
    const { standIn, stripe } = await startStage();
    standIn.disturb({ kind: 'hang', work: 'not done' }, { times: 1 });
    await expect(stripe.customers.list({}, { timeout: 50 })).rejects.toThrow('aborted');
  });
});

describe('a stand-in with a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stripe-stand-in-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const started = z.object({
    url: z.string(),
    secretKey: z.string(),
    host: z.string(),
    port: z.number(),
  });

  const inProcess = async () => {
    const worker = fileURLToPath(new URL('stand-in/worker.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', worker, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface(child.stdout), 'line');
    const killed = async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    return { ...started.parse(JSON.parse(String(line))), killed };
  };

  it('has all that it answered for when it was killed, at the same address, keys too', async () => {
    const before = await inProcess();
    const stripe = new Stripe(before.secretKey, {
      host: before.host,
      port: before.port,
      protocol: 'http',
    });
    const keyed = { idempotencyKey: 'k' };
    const { id, url } = await stripe.checkout.sessions.create(pack, keyed);
    await before.killed();

    const after = await startStripeStandIn({ folder });

    expect(url).toBe(`${after.url}/pay/${id}`);
    const paid = await post(after, `/pay/${id}/pay`, {});
    expect(paid).toMatchObject({ status: 200, body: { status: 'complete' } });
    expect((await clientOf(after).checkout.sessions.create(pack, keyed)).id).toBe(id);
    await after.close();
  });

  it('goes on to post what nobody took', async () => {
    const nobody = { url: 'http://127.0.0.1:1/nobody', secret: SECRET };
    const before = await startStripeStandIn({ folder, webhook: nobody });
    const { id } = await clientOf(before).customers.create();
    await before.close();

    const endpoint = await startEndpoint();
    const webhook = { url: endpoint.url, secret: SECRET };
    const after = await startStripeStandIn({ folder, webhook });
    await after.settled();

    expect(endpoint.events).toMatchObject([{ data: { object: { id } } }]);
    await after.close();
    const last = await startStripeStandIn({ folder, webhook });
    await last.settled();
    expect(endpoint.events).toHaveLength(1);
    await last.close();
  });
});
