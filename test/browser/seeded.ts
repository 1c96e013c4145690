import { compose } from '../../lib/compose.js';
import type { RegistryDocument } from '../../lib/registry/document.js';
import { type Instant, instant } from '../../lib/wallet/instant.js';
import { localCircumstances, localConfig, localRegistry } from '../../scripts/local/server.js';
import { newFolder } from '../slow/dev-server.js';
import { Caller } from '../support/caller.js';
import type { Reply } from '../support/reply.js';

/** When the story that is seeded ends; a page that is to see it as today's sets its clock there. */
export const SEEDED_NOW = '2025-11-20T15:00:00.000Z';

/** Nothing is enforced, so that there is a shortfall, and the clock goes on where the story ends. */
const ENVIRONMENT = { CZ_CREDITS_ENFORCE: '0', CZ_DEV_CLOCK: SEEDED_NOW };

const FIRST_DAY = '2025-09-15';
const DAYS = 67;
/** Nobody charges anything on the first, and on the second only what went wrong is given back. */
const QUIET_DAYS = ['2025-11-08', '2025-11-11'] as const;
const COSTS_RISE_ON = '2025-10-21';

const CLIENTS: readonly (readonly [clientId: string, planId: string])[] = [
  ['user_meridian_capital', 'professional'],
  ['user_harbour_estates', 'professional'],
  ['user_northgate', 'professional'],
  ['user_lumen_partners', 'professional'],
  ['user_ostrava_land', 'intelligence'],
  ['user_ada', 'intelligence'],
  ['user_tessellate', 'intelligence'],
  ['user_brightwater', 'intelligence'],
  ['user_fjord_advisory', 'base'],
  ['user_kestrel', 'base'],
  ['user_bob', 'base'],
];

/** They never run out, so that there is always something to give back to them. */
const WELL_OFF = new Set(
  CLIENTS.filter(([, planId]) => planId === 'professional').map(([clientId]) => clientId),
);

/** An action, how often it is asked for, and how much of it at most. */
const WORK: readonly (readonly [actionId: string, often: number, most: number])[] = [
  ['ask_ai', 30, 12],
  ['valuation', 9, 4],
  ['parcel_report', 8, 3],
  ['isochrone', 8, 6],
  ['deal_screen', 7, 4],
  ['satellite_change', 6, 2],
  ['memo_draft', 5, 2],
  ['flood_risk', 5, 5],
  ['counterparty_check', 4, 2],
  ['price_estimate', 3, 2],
  ['data_room_summary', 3, 8],
  ['zoning_summary', 2, 3],
];

/** The environment of a local server that has the story behind it: `staged(await seeded())`. */
export const seeded = async (): Promise<Readonly<Record<string, string>>> => {
  const CZ_DATA_DIR = newFolder();
  await seed(CZ_DATA_DIR);
  return { ...ENVIRONMENT, CZ_DATA_DIR };
};

/**
 * Two months of a tenant, on the data folder of a local server that is not running: a dozen clients, weekdays and weekends, a
 * satellite whose scenes become dearer than what is charged for them, reversals, and clients who run out of credits.
 */
const seed = async (folder: string): Promise<void> => {
  const config = await localConfig({ CZ_CREDITS_ENFORCE: '0', CZ_DATA_DIR: folder }, 3000);
  let now: Instant = instant(`${FIRST_DAY}T08:00:00.000Z`);
  const app = await compose(config, { ...localCircumstances(config, folder), now: () => now });
  const callers = (header: string, secret: string) =>
    new Caller(
      () => app,
      async () => ({ [header]: secret }),
    );
  const operator = callers('x-cz-registry-admin', 'dev-admin-secret');
  const product = callers('x-service-secret', 'dev-service-secret');
  for (const [clientId, planId] of CLIENTS) {
    await done(product.plan({ clientId, planId, idempotencyKey: `first-${clientId}` }));
  }
  for (const { at, charges, day, givenBack } of story()) {
    now = instant(`${day}T09:30:00.000Z`);
    if (day === COSTS_RISE_ON) await done(operator.publish(dearerScenes(1)));
    for (const each of givenBack) await done(product.debit(each));
    now = at;
    const work = CLIENTS.map(([clientId]) => ({
      clientId,
      debits: charges.filter((each) => each.clientId === clientId).map(({ charge }) => charge),
    }));
    await Promise.all(
      work.filter(({ debits }) => debits.length).map((each) => done(product.debit(each))),
    );
  }
  await app.close();
};

/** A story of which a part is missing is none. */
const done = async (reply: Promise<Reply>): Promise<void> => {
  const { body, status } = await reply;
  if (status >= 300) throw new Error(JSON.stringify(body));
};

type Day = {
  readonly day: string;
  readonly at: Instant;
  readonly charges: readonly Charge[];
  readonly givenBack: readonly object[];
};

/** Day by day, the same each time. */
function* story(): Iterable<Day> {
  const chance = chances(20251120);
  const upTo = (most: number) => Math.floor(chance() * most);
  let yesterday: readonly Charge[] = [];
  for (let n = 0; n < DAYS; n += 1) {
    const date = new Date(Date.parse(FIRST_DAY) + n * 86_400_000);
    const day = date.toISOString().slice(0, 10);
    const isQuiet = QUIET_DAYS.some((each) => each === day);
    const isWeekend = date.getUTCDay() % 6 === 0;
    const many = isQuiet ? 0 : Math.round((isWeekend ? 4 : 11) * (1 + n / 60)) + upTo(5);
    const charges = Array.from({ length: many }, (_, i): Charge => chargeOf(chance, `${day}-${i}`));
    const wrong = day === QUIET_DAYS[1] ? 6 : upTo(12) === 0 ? 1 : 0;
    yield {
      day,
      at: instant(`${day}T1${upTo(5)}:${10 + upTo(50)}:00.000Z`),
      charges,
      givenBack: yesterday.slice(0, wrong).map(reversalOf),
    };
    yesterday = charges.filter(({ clientId }) => WELL_OFF.has(clientId));
  }
}

type Charge = {
  readonly clientId: string;
  readonly charge: {
    readonly actionId: string;
    readonly quantity: number;
    readonly idempotencyKey: string;
  };
};

/** Each action as often as it is asked for: one is drawn. */
const DECK = WORK.flatMap((work) => Array.from({ length: work[1] }, () => work));

const chargeOf = (chance: () => number, idempotencyKey: string): Charge => {
  const [actionId, , most] = DECK[Math.floor(chance() * DECK.length)] ?? ['ask_ai', 1, 1];
  // The first of the clients come most often.
  const [clientId] = CLIENTS[Math.floor(chance() ** 1.7 * CLIENTS.length)] ?? ['user_ada'];
  const quantity = 1 + Math.floor(chance() * most);
  return { clientId, charge: { actionId, quantity, idempotencyKey } };
};

const reversalOf = ({ charge: { idempotencyKey }, clientId }: Charge) => ({
  mode: 'reverse',
  clientId,
  debitKey: idempotencyKey,
  reason: 'The provider answered with an empty document.',
  idempotencyKey: `${idempotencyKey}-back`,
});

const dearerScenes = (expectedVersion: number) => ({
  expectedVersion,
  registry: { ...localRegistry, actions: localRegistry.actions.map(withDearerScenes) },
  author: 'dev_admin',
  note: 'The provider of satellite scenes charges 1.62 € instead of 0.62 €.',
});

const withDearerScenes = (action: RegistryDocument['actions'][number]) => {
  if (action.actionId === 'satellite_change') {
    return { ...action, estimatedCostMicroEur: 1_620_000 };
  }
  return action.actionId === 'counterparty_check'
    ? { ...action, estimatedCostMicroEur: 545_000 }
    : action;
};

/** Numbers of [0, 1) that look like chance (mulberry32). */
const chances = (start: number) => (): number => {
  start += 0x6d2b79f5;
  let mixed = Math.imul(start ^ (start >>> 15), 1 | start);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};
