import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WORLD } from '../../web/client/insist.js';
import { testApi } from '../support/app.js';
import { Network } from './network.js';
import { backend, quick } from './stage.js';

const api = testApi();

/** A read on a network, with the pauses that it made. */
const tried = (
  network: Network,
  given: { readonly random?: number; readonly attempts?: number; readonly timeoutMs?: number } = {},
) => {
  const waits: number[] = [];
  const { random = 0.5, ...patience } = given;
  const world = { ...quick(waits), random: () => random };
  const client = backend(api, { network, ...patience, world });
  const state = (signal?: AbortSignal) => client.state({ clientId: 'ada' }, { signal });
  return { state, waits };
};

const failing = (...faults: Network['faults']): Network => {
  const network = new Network(api);
  network.faults.push(...faults);
  return network;
};

describe('a call that fails', () => {
  it('is tried again after pauses that double, less by chance', async () => {
    const network = failing('refused', 'lost', 'gateway');
    const { state, waits } = tried(network);
    expect(await state()).toMatchObject({ ok: true });
    expect(waits).toEqual([125, 250, 500]);
    const impatient = tried(failing('refused'), { random: 0 });
    await impatient.state();
    expect(impatient.waits).toEqual([0]);
  });

  it('is tried so often and not once more', async () => {
    const network = failing();
    network.otherwise = 'refused';
    const { state, waits } = tried(network, { attempts: 3 });
    expect(await state()).toMatchObject({ ok: false, problem: { code: 'unreachable' } });
    expect([network.sent.length, waits.length]).toEqual([3, 2]);
  });

  it('comes again no sooner than it is asked to', async () => {
    const { state, waits } = tried(failing('busy'));
    await state();
    expect(waits).toEqual([1125]);
  });

  it('ends when its time is over, also where nobody says that it failed', async () => {
    const { state } = tried(failing('silent'), { attempts: 1, timeoutMs: 50 });
    expect(await state()).toMatchObject({
      problem: { code: 'unreachable', detail: 'there was no answer within 50 ms' },
    });
  });

  it('is not tried again when it is refused', async () => {
    const network = failing();
    const { waits } = tried(network);
    const client = backend(api, { network });
    expect(await client.state({ clientId: 'no such/id' })).toMatchObject({
      ok: false,
      problem: { code: 'invalid_request', issues: [{ path: 'clientId' }] },
    });
    expect([network.sent.length, waits]).toEqual([1, []]);
  });

  it('ends when its caller has had enough: before, during and between attempts', async () => {
    const over = { problem: { code: 'unreachable', title: 'Given up' } };
    const never = failing();
    expect(await tried(never).state(AbortSignal.abort())).toMatchObject(over);
    expect(never.sent).toEqual([]);

    const during = new AbortController();
    const answer = tried(failing('silent')).state(during.signal);
    setTimeout(() => during.abort(), 5);
    expect(await answer).toMatchObject(over);

    const between = new AbortController();
    const network = failing('refused', 'refused');
    const world = { wait: async () => between.abort(), random: () => 0 };
    const client = backend(api, { network, world });
    expect((await client.state({ clientId: 'ada' }, { signal: between.signal })).ok).toBe(false);
    expect(network.sent).toHaveLength(1);
  });
});

it('a pause leaves nothing at the signal of its caller, and ends with it', async () => {
  const { signal } = new AbortController();
  await WORLD.wait(1, signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);

  const impatient = new AbortController();
  const pause = WORLD.wait(60_000, impatient.signal);
  impatient.abort();
  await pause;
  expect(getEventListeners(impatient.signal, 'abort')).toEqual([]);
});
