import type { decideInBatch, WalletInBatch } from '../../../lib/ledger/decide-batch.js';
import type { Entry } from '../../../lib/ledger/entry.js';
import { type Hash, meaningHash } from '../../../lib/ledger/hash-chain.js';
import { recordEntry } from '../../../lib/ledger/record-entry.js';
import { kindsOf, meaningOf } from '../../../lib/wallet/command.js';
import { bringUpToDate } from '../../../lib/wallet/due.js';
import { entryName, type Kind } from '../../../lib/wallet/entry-name.js';
import { evolve } from '../../../lib/wallet/evolve.js';
import { secondsAfter } from '../../../lib/wallet/instant.js';
import { monthOf } from '../../../lib/wallet/month.js';
import type { Wallet } from '../../../lib/wallet/wallet.js';
import type { Wraps } from '../store.js';

type Decide = typeof decideInBatch;

/** Mistakes in the rules, or in what is known when they are applied: they are found on either ledger. */
export const RULES: Readonly<Record<string, () => Wraps>> = {
  'a lost idempotency check': () => ({
    decide:
      (honest) =>
      (submission, into, ...rest) => {
        const own = kindsOf(submission.command).map((kind) =>
          entryName(kind, submission.command.key),
        );
        return without(
          into,
          (entry) => own.includes(entry.name),
          (blind) => honest(submission, blind, ...rest),
        );
      },
  }),

  'a key looked up after the registry': () => ({
    decide: (honest) => (submission, into, catalog, newEventId) => {
      const { command } = submission;
      if ('actionId' in command && !catalog.actions.has(command.actionId)) {
        const { actionId } = command;
        return { outcome: 'refused', refusal: { code: 'unknown_action', actionId } };
      }
      return honest(submission, into, catalog, newEventId);
    },
  }),

  'a clawback counted twice': () => forgetting('ReturnPayment', 'clawback'),
  'a reinstatement not netted': () => forgetting('ReturnPayment', 'reinstatement'),
  'a reversal beyond its debit': () => forgetting('ReverseDebit', 'reversal'),

  'a hold settled twice': () => ({
    decide:
      (honest) =>
      (submission, into, ...rest) => {
        const { type } = submission.command;
        if (type !== 'CaptureHold' && type !== 'ReleaseHold')
          return honest(submission, into, ...rest);
        const settles = ({ kind, name }: Entry) =>
          (kind === 'capture' || kind === 'release') &&
          !name.endsWith(`|${submission.command.key}`);
        return without(into, settles, (blind) => honest(submission, blind, ...rest));
      },
  }),

  'an older row adopted twice': () => forgettingAdopted('rows'),
  'a key of older code used again': () => forgettingAdopted('keys'),

  /** Midnight of a zone two hours west: the grant is missing for the first two hours of a month. */
  'a grant at the wrong midnight': () => ({
    decide:
      (honest) =>
      (submission, into, ...rest) => {
        const { at } = submission.command;
        const month = monthOf(at);
        const early = monthOf(secondsAfter(at, -2 * 3600)) < month;
        const { wallet } = into;
        if (!early || !wallet || wallet.grantedMonth >= month)
          return honest(submission, into, ...rest);
        return seeing(into, { ...wallet, grantedMonth: month }, wallet, (late) =>
          honest(submission, late, ...rest),
        );
      },
  }),

  'catch-up granted under the new plan': () => ({
    decide: (honest) => (submission, into, catalog, newEventId) => {
      const { command } = submission;
      const next = command.type === 'ChangePlan' ? catalog.plans.get(command.planId) : undefined;
      const now = into.wallet?.planId ?? catalog.defaultPlan.planId;
      if (!next) return honest(submission, into, catalog, newEventId);
      const plans = new Map([...catalog.plans, [now, { ...next, planId: now }]]);
      return honest(submission, into, { ...catalog, plans }, newEventId);
    },
  }),

  'a stale cached head': () => ({
    decide: (honest) => {
      const cached = new Map<string, { wallet: Wallet | undefined; headHash: Hash }>();
      return (submission, into, ...rest) => {
        const known = cached.get(into.walletId.clientId);
        if (known?.wallet && into.appended.length === 0) Object.assign(into, known);
        const outcome = honest(submission, into, ...rest);
        const { headHash, wallet } = into;
        cached.set(into.walletId.clientId, { headHash, wallet });
        return outcome;
      };
    },
  }),

  'an opening written for a refused debit': () => ({
    decide: (honest) => (submission, into, catalog, newEventId) => {
      const outcome = honest(submission, into, catalog, newEventId);
      if (outcome.outcome !== 'refused' || into.wallet) return outcome;
      for (const event of bringUpToDate(undefined, catalog, submission.command.at).events) {
        into.wallet = evolve(into.wallet, event);
        const entry = recordEntry(event, into.wallet, {
          eventId: newEventId(event.at),
          walletId: into.walletId,
          command: submission.command,
          inputHash: meaningHash(meaningOf(submission.command)),
          traceId: submission.traceId,
          registryVersion: catalog.version,
          previousHash: into.headHash,
        });
        into.headHash = entry.hash;
        into.entries.set(entry.name, entry);
        into.appended.push(entry);
      }
      return outcome;
    },
  }),
};

/** Decides as if the entries of that kind were not there, those of the command's own key aside. */
const forgetting = (type: string, kind: Kind): Wraps => ({
  decide:
    (honest) =>
    (submission, into, ...rest) => {
      const { command } = submission;
      if (command.type !== type) return honest(submission, into, ...rest);
      const forgotten = (entry: Entry) =>
        entry.kind === kind && entry.idempotencyKey !== command.key;
      return without(into, forgotten, (blind) => honest(submission, blind, ...rest));
    },
});

/** Decides as if one of the lists of what was adopted were empty, and puts it back. */
const forgettingAdopted = (list: 'rows' | 'keys'): Wraps => ({
  decide:
    (honest) =>
    (submission, into, ...rest) => {
      const { wallet } = into;
      if (!wallet?.adopted) return honest(submission, into, ...rest);
      const { adopted } = wallet;
      into.wallet = { ...wallet, adopted: { ...adopted, [list]: [] } };
      const outcome = honest(submission, into, ...rest);
      const now = into.wallet.adopted ?? adopted;
      into.wallet = {
        ...into.wallet,
        adopted: { ...now, [list]: [...adopted[list], ...now[list]] },
      };
      return outcome;
    },
});

/** Lets `decide` work on a wallet in which some entries are not seen, and takes over what it appended. */
const without = (
  into: WalletInBatch,
  unseen: (entry: Entry) => boolean,
  decide: (blind: WalletInBatch) => ReturnType<Decide>,
): ReturnType<Decide> => {
  const entries = new Map([...into.entries].filter(([, entry]) => !unseen(entry)));
  const blind = { ...into, entries };
  const outcome = decide(blind);
  into.wallet = blind.wallet;
  into.headHash = blind.headHash;
  for (const [name, entry] of entries) into.entries.set(name, entry);
  return outcome;
};

/** Lets `decide` see another month as granted, and puts the true one back. */
const seeing = (
  into: WalletInBatch,
  seen: Wallet,
  stored: Wallet,
  decide: (into: WalletInBatch) => ReturnType<Decide>,
): ReturnType<Decide> => {
  into.wallet = seen;
  const outcome = decide(into);
  into.wallet =
    into.wallet === seen ? stored : { ...into.wallet, grantedMonth: stored.grantedMonth };
  return outcome;
};
