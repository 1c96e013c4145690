import { expect } from 'vitest';
import type { Client, DevServer } from './dev-server.js';

/** Debits one after another until the server is gone; which keys it acknowledged, and which are left open. */
const debitUntilTheEnd = async (client: Client, name: string) => {
  const [acknowledged, open]: [string[], string[]] = [[], []];
  for (let count = 1; open.length === 0; count += 1) {
    const key = `${name}-${count}`;
    const status = await client.debit(key).then(
      (answer) => answer.status,
      () => undefined,
    );
    if (status === 200) acknowledged.push(key);
    else open.push(key);
  }
  return { acknowledged, open };
};

const LOADERS = 16;

/** Keeps a server busy with sixteen callers on four wallets, until it ends. */
export const load = async (server: DevServer) => {
  const clients = await Promise.all(
    Array.from({ length: LOADERS }, (_, at) => server.client(`client_${at % 4}`)),
  );
  return Promise.all(clients.map((client, at) => debitUntilTheEnd(client, `caller-${at}`)));
};

export type Load = Awaited<ReturnType<typeof load>>;

/** Every debit that was acknowledged is there, none is there twice, and those left open are there once or not at all. */
export const expectNothingLost = async (server: DevServer, loads: Load) => {
  const keys: string[] = [];
  for (let at = 0; at < 4; at += 1) {
    const client = await server.client(`client_${at}`);
    const entries = await client.entries();
    keys.push(
      ...entries.filter(({ kind }) => kind === 'debit').map(({ idempotencyKey }) => idempotencyKey),
    );
  }
  const acknowledged = loads.flatMap((each) => each.acknowledged);
  const open = loads.flatMap((each) => each.open);
  expect(acknowledged.length).toBeGreaterThan(LOADERS);
  expect(new Set(keys).size).toBe(keys.length);
  expect(acknowledged.filter((key) => !keys.includes(key))).toEqual([]);
  expect(keys.filter((key) => !acknowledged.includes(key) && !open.includes(key))).toEqual([]);
};
