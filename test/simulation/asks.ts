import { monthAt } from './model/purse.js';
import { drawOlderIds } from './older-rows.js';
import type { Random } from './random.js';
import { drawSaid, type Said } from './subscriptions.js';
import { SPELLINGS, type Spelled } from './terms.js';

/** Who asks: a signed-in user, a backend, a backend that is bound to one product, or an operator. */
export type Asker = 'user' | 'service' | 'geospatial' | 'admin';

/** What a caller asks of a wallet, as plain data. */
export type Ask =
  | (Keyed & { readonly what: 'debit'; readonly action: Spelled; readonly quantity: number })
  | (Keyed & {
      readonly what: 'hold';
      readonly action: Spelled;
      readonly quantity: number;
      readonly seconds: number;
    })
  | (Keyed & { readonly what: 'capture'; readonly holdKey: string; readonly quantity?: number })
  | (Keyed & { readonly what: 'release'; readonly holdKey: string })
  | (Keyed & {
      readonly what: 'reverse';
      readonly debitKey: string;
      readonly debitKind?: 'debit' | 'capture';
      readonly credits?: number;
    })
  | (Keyed & { readonly what: 'topUp'; readonly credits: number; readonly paid: number })
  | (Keyed & { readonly what: 'returned'; readonly paymentKey: string; readonly returned: number })
  | (Keyed & { readonly what: 'plan'; readonly planId: string })
  /** What a provider says, or that there is nothing more to say; `month` is the one in which it was first said. */
  | (Keyed & {
      readonly what: 'follow';
      readonly said?: Said | undefined;
      readonly month?: number;
    })
  | (Keyed & { readonly what: 'adjust'; readonly credits: number })
  /** `rows` are the ids of what older code wrote, `1,5,9`. */
  | (Keyed & { readonly what: 'adopt'; readonly rows: string })
  | { readonly what: 'read'; readonly by: Asker };

/** Without a key: a plan change that somebody asks for with a button. */
type Keyed = { readonly key: string; readonly by: Asker; readonly dryRun: boolean };

const WEIGHTS = {
  debit: 26,
  hold: 12,
  capture: 10,
  release: 5,
  reverse: 13,
  topUp: 7,
  returned: 14,
  plan: 9,
  follow: 18,
  adjust: 4,
  adopt: 5,
  read: 6,
} as const;

const SPELLED = Object.keys(SPELLINGS) as [Spelled, ...Spelled[]];

/** Few keys, so that they repeat, collide and refer to one another by themselves. */
const key = (random: Random, prefix: string, most: number): string =>
  `${prefix}${random.between(1, most)}`;

/** Mostly the plain name, so that most charges are for something that there is. */
const spelled = (random: Random): Spelled => (random.chance(50) ? 'ask_ai' : random.pick(SPELLED));

export const drawAsk = (random: Random): Ask => {
  const what = random.weighted(WEIGHTS);
  const by = random.pick(['user', 'service', 'service', 'service', 'geospatial', 'admin', 'admin']);
  if (what === 'read') return { what, by };
  const common = { by, dryRun: random.chance(6) };
  const quantity = random.chance(70) ? random.between(1, 8) : random.between(5, 40);
  switch (what) {
    case 'debit':
      return { ...common, what, key: key(random, 'd', 5), action: spelled(random), quantity };
    case 'hold': {
      const seconds = random.pick([1, 900, 86_400, 86_400]);
      const action = spelled(random);
      return { ...common, what, key: key(random, 'h', 4), action, quantity, seconds };
    }
    case 'capture': {
      const less = random.chance(50) ? { quantity } : {};
      const holdKey = key(random, 'h', 4);
      return { ...common, what, key: captureKey(random, holdKey), holdKey, ...less };
    }
    case 'release': {
      const holdKey = key(random, 'h', 4);
      return { ...common, what, key: captureKey(random, holdKey), holdKey };
    }
    case 'reverse':
      return { ...common, what, key: key(random, 'r', 9), ...drawReversal(random) };
    case 'topUp': {
      const paid = random.pick([900, 901, 7, 0]);
      return {
        ...common,
        what,
        key: key(random, 'cs', 2),
        credits: random.pick([50, 50, 31]),
        paid,
      };
    }
    case 'returned': {
      const returned = random.pick([0, 300, 450, 899, 900, 1000]);
      return {
        ...common,
        what,
        key: key(random, 'evt', 40),
        paymentKey: key(random, 'cs', 2),
        returned,
      };
    }
    case 'plan': {
      const planId = random.pick(['base', 'plus', 'pro', 'pro', 'none']);
      return { ...common, what, key: random.chance(15) ? '' : key(random, 'p', 6), planId };
    }
    case 'follow': {
      const own = random.chance(85) ? key(random, 'n', 40) : key(random, 'p', 6);
      return { ...common, what, key: own, said: drawSaid(random) };
    }
    case 'adjust':
      return { ...common, what, key: key(random, 'a', 6), credits: random.between(-20, 30) };
    case 'adopt':
      return { ...common, what, key: key(random, 'o', 9), rows: drawOlderIds(random) };
  }
};

/** What a provider says, it says of a time; said again, of the same. */
export const dated = (ask: Ask, now: number): Ask =>
  ask.what === 'follow' ? { ...ask, month: monthAt(now) } : ask;

/** Two keys for one hold now and then: that is how one is settled twice. */
const captureKey = (random: Random, holdKey: string): string =>
  random.chance(60) ? `${holdKey}-done` : key(random, 'c', 4);

const drawReversal = (random: Random) => {
  const captured = random.chance(25);
  return {
    debitKey: captured ? `${key(random, 'h', 4)}-done` : key(random, 'd', 5),
    ...(random.chance(20) && { debitKind: captured ? ('capture' as const) : ('debit' as const) }),
    ...(random.chance(60) && { credits: random.between(1, 12) }),
  };
};
