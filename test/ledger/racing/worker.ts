import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 } from 'uuid';
import { GroupCommit } from '../../../lib/ledger/group-commit.js';
import {
  LedgerUnavailable,
  type NewEventId,
  type Outcome,
  type Submission,
} from '../../../lib/ledger/ledger.js';
import { Relay } from '../../../lib/ledger/mirror/relay.js';
import { openOdoo } from '../../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../../lib/ledger/odoo/ledger.js';
import { odooMirror } from '../../../lib/ledger/odoo/mirror.js';
import { postgresLedger } from '../../../lib/ledger/postgres/ledger.js';
import { postgresOutbox } from '../../../lib/ledger/postgres/outbox.js';
import { openPg } from '../../../lib/ledger/postgres/pg.js';
import type { OdooConfig } from '../../../lib/storage-config.js';
import { clientId, tenantId } from '../../../lib/wallet/ids.js';
import { milliseconds } from '../../../lib/wallet/instant.js';
import { debit } from '../../wallet/asks.js';
import { catalogWith } from '../../wallet/book.js';
import { submissionOf } from '../contract/submission.js';
import { type Answer, type Debit, job } from './job.js';

/** One server process among several: reads its job, says `ready`, waits for a line, and works. Each answer is a line. */
const input = createInterface(process.stdin)[Symbol.asyncIterator]();
const told = await input.next();
const { catalog: terms, lists, storage, tenant, via } = job.parse(JSON.parse(told.value));

const newEventId: NewEventId = (at) => v7({ msecs: milliseconds(at) });
/** What a database keeps is carried to a mirror, if there is one: after the answers, as a server does. */
const mirrored = (url: string, mirror: OdooConfig | undefined) => {
  const db = openPg({ url, prepared: true });
  const outbox = postgresOutbox(db, tenantId(tenant), { leaseMs: 1_000, pauseMs: 200 });
  return {
    ledger: postgresLedger(db, newEventId, { isMirrored: mirror !== undefined }),
    relay:
      mirror &&
      new Relay({ outbox, mirror: odooMirror(openOdoo(mirror)), log: () => {}, againAfterMs: 300 }),
  };
};
const { ledger, relay } =
  storage.kind === 'odoo'
    ? {
        ledger: odooLedger(openOdoo(storage.odoo), { random: Math.random, newEventId }),
        relay: undefined,
      }
    : mirrored(storage.url, storage.mirror);
const catalog = catalogWith({ askPrice: terms.askPrice, base: terms });
const group = new GroupCommit(ledger, { catalog: async () => catalog });

/** At once and whole, so that what was acknowledged is known even when this process is killed in the next moment. */
const say = (line: Answer | 'ready') => {
  writeSync(1, `${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
};

const submissionFor = ({ client, key, quantity }: Debit): Submission =>
  submissionOf({ tenantId: tenantId(tenant), clientId: clientId(client) }, debit(quantity), {
    key,
    at: '2026-01-15T10:00:00Z',
  });

const answerOf = ({ client, key }: Debit, outcome: Outcome): Answer => {
  if (outcome.outcome === 'committed' || outcome.outcome === 'replayed') {
    return { client, key, outcome: outcome.outcome, eventId: outcome.entry.eventId };
  }
  if (outcome.outcome === 'refused') {
    return { client, key, outcome: 'refused', detail: outcome.refusal.code };
  }
  return { client, key, outcome: 'broken', detail: outcome.outcome };
};

/** Does as a client would: whose request got no answer sends it again, with the same key. */
const untilAnswered = async (
  debits: readonly Debit[],
  send: () => Promise<readonly Outcome[]>,
): Promise<void> => {
  for (let again = true; again; ) {
    try {
      const outcomes = await send();
      debits.forEach((each, index) => {
        const outcome = outcomes[index];
        if (outcome) say(answerOf(each, outcome));
      });
      relay?.carryOn();
      again = false;
    } catch (error) {
      again = error instanceof LedgerUnavailable;
      const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      for (const { client, key } of debits) {
        say({ client, key, outcome: again ? 'unavailable' : 'broken', detail });
      }
      await sleep(100);
    }
  }
};

await ledger.health();
say('ready');
await input.next();

if (via === 'batch') {
  for (const batch of lists) {
    await untilAnswered(batch, () => ledger.commit(batch.map(submissionFor), catalog));
  }
} else {
  const caller = async (list: readonly Debit[]) => {
    for (const each of list) {
      await untilAnswered([each], async () => [await group.submit(submissionFor(each))]);
    }
  };
  await Promise.all(lists.map(caller));
}
await relay?.close();
await ledger.close();
process.stdin.destroy();
