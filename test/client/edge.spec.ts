import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { debitAnswer } from '../../lib/contract/debit.js';
import { buildSite } from '../../scripts/web/site.js';
import { testApi } from '../support/app.js';
import { Network } from './network.js';

const api = testApi();

/** The file that is served and packed, as a script: an edge runtime's module loader is its platform's. */
const script = async (): Promise<string> => {
  const site = await buildSite({ by: 'nothing' });
  const contents = site.get('cz-credits-client.js');
  const { outputFiles } = await build({
    stdin: { contents: Buffer.from(contents ?? '').toString() },
    bundle: true,
    format: 'iife',
    globalName: 'credits',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
};

describe('in an edge runtime, where there is nothing of Node', () => {
  it('calls, guards work, and verifies a receipt', async () => {
    api.at(new Date().toISOString());
    const network = new Network(api);
    const vm = new EdgeVM();
    expect(vm.evaluate('[typeof process, typeof Buffer, typeof document]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ]);
    // The network is this process's: what goes over it are plain values.
    vm.context['ask'] = async (
      url: string,
      method: string,
      head: [string, string][],
      text: string,
    ) => {
      const body = method === 'POST' ? text : undefined;
      const sent = new Request(url, { method, headers: head, ...(body && { body }) });
      const answer = await network.fetch(sent);
      return { text: await answer.text(), status: answer.status, head: [...answer.headers] };
    };
    vm.evaluate(await script());
    const { body } = await api.service.debit({
      clientId: 'edgar',
      actionId: 'ask_ai',
      idempotencyKey: 'k',
    });
    vm.context['receipt'] = debitAnswer.parse(body).receipt;
    const told = await vm.evaluate(`(async () => {
      const fetch = async (request) => {
        const { head, status, text } = await ask(request.url, request.method, [...request.headers], await request.text());
        return new Response(text, { status, headers: head });
      };
      const client = credits.createCreditsClient({ baseUrl: 'https://credits.test', serviceSecret: 'worker-secret', fetch });
      const debit = await client.debit({ clientId: 'edgar', actionId: 'ask_ai' });
      const guarded = await client.guard(
        { clientId: 'edgar', actionId: 'ask_ai', work: 'é'.repeat(99), quantity: 5 },
        async () => ({ value: 'done', quantity: 2 }),
      );
      const terms = { secret: 'receipt-secret', issuer: 'cityzeen', product: 'geospatial' };
      const verified = await credits.verifyReceipt(receipt, terms);
      const forged = await credits.verifyReceipt(receipt, { ...terms, secret: 'another' });
      return JSON.stringify({ debit, guarded, verified, forged });
    })()`);
    expect(JSON.parse(told)).toMatchObject({
      debit: { ok: true, value: { balance: 118 } },
      guarded: { ok: true, value: 'done', charged: { debit: { balance: 116 } } },
      verified: { ok: true, claims: { clientId: 'edgar', key: 'k' } },
      forged: { ok: false, why: 'not_ours' },
    });
  });
});
