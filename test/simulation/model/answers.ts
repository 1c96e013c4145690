import type { Entry } from '../../../lib/ledger/entry.js';
import type { Refusal } from '../../../lib/wallet/decision.js';
import type { Answer, Attempt } from './attempt.js';
import { due } from './due.js';
import { namesOf, type Predicted, predict, type Write } from './predict.js';
import { balanceOf, find, type Purse } from './purse.js';
import { pageProblem, reads } from './reads.js';
import type { Facts } from './rules.js';
import type { Versions } from './terms.js';
import { different, type WalletHistory } from './wallet-history.js';

/** Why an answer can't be right, or nothing when something that the wallet was in the meantime explains it. */
export const explain = (
  attempt: Attempt,
  answer: Answer,
  history: WalletHistory,
  versions: Versions,
  times: readonly number[],
): string | undefined => {
  const { ask } = attempt;
  const views = () => viewsOf(attempt, history, versions, times);
  if (ask.what === 'read') {
    if (!('state' in answer)) return 'a read was not answered with a state';
    const right = views().some((view) => reads(view, answer.state));
    return right ? pageProblem(answer.state, history) : 'the wallet was never as it was read';
  }
  const fits = (test: (predicted: Predicted) => boolean) =>
    views().some(({ facts, purse }) => test(predict(purse, ask, facts, versions)));

  if ('state' in answer) return 'a write was answered with a state';
  if ('refusal' in answer) {
    const right = fits((predicted) => isRefusal(predicted, answer.refusal, ask));
    return right ? undefined : 'the wallet was never so that this had to be refused';
  }
  if ('unchanged' in answer) {
    const right = fits(({ was }) => was === 'unchanged');
    return right ? undefined : 'there was something to do';
  }
  if ('plan' in answer) return planProblem(ask, answer, history, { fits, views });
  const { entry, told } = answer;
  if (told === 'previewed') {
    const right = fits((predicted) => previews(predicted, entry));
    return right ? undefined : 'a dry run promised what would not have come';
  }
  const problem = entryProblem(entry, ask, history);
  if (problem) return problem;
  if (told === 'replayed') {
    const right = fits((predicted) => predicted.was === 'known' && predicted.replays);
    if (!right) return 'it meant another entry';
    const origins = history.origins.get(entry.name) ?? [];
    const ended = origins.every(({ status }) => status === 'answered');
    return ended && !history.caused.has(entry.name)
      ? 'nobody was told that it was theirs'
      : undefined;
  }
  if (history.caused.has(entry.name)) return 'two callers were told that it was theirs';
  history.caused.add(entry.name);
  return undefined;
};

export type View = { readonly purse: Purse | undefined; readonly facts: Facts };

/** Every state, version and time that an answer may be made of; law 9, since none of it knows of reads. */
const viewsOf = (
  attempt: Attempt,
  history: WalletHistory,
  versions: Versions,
  times: readonly number[],
): View[] => {
  const { clientId, enforce } = attempt;
  const candidates = versions.since(times[attempt.timesBefore - 1] ?? 0);
  const named = attempt.ask.what === 'debit' || attempt.ask.what === 'hold';
  return history.states.slice(attempt.statesBefore - 1).flatMap((purse) =>
    times.slice(attempt.timesBefore - 1).flatMap((time) =>
      candidates.flatMap((terms) =>
        (named ? candidates : [terms]).map((names) => {
          const at = Math.max(time + attempt.skew, purse?.updatedAt ?? 0);
          return { purse, facts: { names, terms, at, enforce, clientId } };
        }),
      ),
    ),
  );
};

const isRefusal = (predicted: Predicted, refusal: Refusal, { by }: Write): boolean => {
  switch (predicted.was) {
    case 'known':
      if (refusal.code === 'idempotency_key_reused') return predicted.reuses;
      // A backend that is bound to one product is shown nothing of another's, not even an old entry.
      return refusal.code === 'forbidden' && by === 'geospatial' && predicted.first.product !== by;
    case 'refused': {
      const said = new Map<string, unknown>(Object.entries(refusal));
      return Object.entries(predicted.refusal).every(([name, must]) => said.get(name) === must);
    }
    default:
      return false;
  }
};

/** A committed entry is one that is in the storage, by the name that was asked for; law 2. */
const entryProblem = (entry: Entry, ask: Write, history: WalletHistory): string | undefined => {
  const row = history.rows[entry.seq - 1];
  if (row?.hash !== entry.hash) return 'an entry was told that the storage does not have';
  if (!namesOf(ask).includes(`${entry.kind}|${entry.idempotencyKey}`)) return 'is another entry';
  return entry.balanceAfter === row.balance_after ? undefined : 'is not told as it is stored';
};

const previews = (predicted: Predicted, entry: Entry): boolean => {
  const line = predicted.was === 'accepted' ? predicted.lines.at(-1) : undefined;
  if (!line) return false;
  const row = {
    kind: entry.kind,
    idempotency_key: entry.idempotencyKey,
    credits_delta: entry.creditsDelta,
    shortfall: entry.shortfall,
    granted_after: entry.grantedAfter,
    purchased_after: entry.purchasedAfter,
    held_after: entry.heldAfter,
  };
  return !different(row, line);
};

const planProblem = (
  ask: Write,
  { plan, replayed }: Extract<Answer, { plan: unknown }>,
  history: WalletHistory,
  {
    fits,
    views,
  }: {
    readonly fits: (test: (predicted: Predicted) => boolean) => boolean;
    readonly views: () => readonly View[];
  },
): string | undefined => {
  const told = String([plan.plan.planId, plan.granted, plan.trimmed, plan.balance]);
  const accepted = (purse: Purse | undefined) =>
    (ask.key === ''
      ? (purse?.accepted.filter(({ name }) => name.startsWith('plan|auto-')) ?? [])
      : [find(purse, `plan|${ask.key}`)]
    ).some((done) => told === String([done?.planId, done?.credits, done?.trimmed, done?.left]));
  if (!plan.dryRun || replayed) {
    const nothing = `${[plan.plan.planId, 0, 0, plan.balance]}`;
    if (
      ask.key === '' &&
      plan.status === 'unchanged' &&
      told === nothing &&
      staysOn(plan, views())
    ) {
      return undefined;
    }
    return accepted(history.now) ? undefined : 'no plan change of the wallet is as it was told';
  }
  const previewed = fits((predicted) => predicted.was === 'accepted' && accepted(predicted.purse));
  if (
    previewed ||
    fits((predicted) => predicted.was === 'accepted' && told === lastOf(predicted))
  ) {
    return undefined;
  }
  return staysOn(plan, views()) ? undefined : 'a dry run promised what would not have come';
};

const lastOf = ({ purse }: Extract<Predicted, { was: 'accepted' }>): string => {
  const last = purse.accepted.at(-1);
  return String([purse.planId, last?.credits, last?.trimmed, last?.left]);
};

/** A plan change without a key that found the plan in force had nothing to do. */
const staysOn = (
  plan: { readonly plan: { readonly planId: string }; readonly balance: number },
  views: readonly View[],
): boolean =>
  views.some(({ facts, purse }) => {
    const now = due(purse, facts).purse;
    return now.planId === plan.plan.planId && balanceOf(now) === plan.balance;
  });
