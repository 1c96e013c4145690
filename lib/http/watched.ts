import type { Credits } from '../credits/app.js';
import type { Outcome } from '../ledger/ledger.js';
import type { Stopwatch } from './stopwatch.js';
import type { Visit } from './visit.js';

/**
 * The application as one visit sees it: what it asks of the ledger and of others is timed, and what came of it is noted.
 * `beforeWrite` is waited for before an operator's request writes anything.
 */
export const watched = <App extends Credits>(
  app: App,
  visit: Visit,
  beforeWrite: () => Promise<void>,
): App => {
  const { ledger, payments, registry, reports, submit } = app;
  let begun: Promise<void> | undefined;
  // Nothing is waited for where nothing has to be: what comes in a list is asked in its order.
  const announced = (isTried = false): Promise<void> | undefined => {
    if (visit.duty && !isTried) begun ??= beforeWrite();
    return begun;
  };
  return {
    ...app,
    submit: async (submission) => {
      visit.clientId ??= submission.walletId.clientId;
      const begins = announced(submission.dryRun);
      if (begins) await begins;
      const outcome = await visit.ledger.time(() => submit(submission));
      if (!submission.dryRun) note(visit, outcome);
      return outcome;
    },
    ledger: {
      ...ledger,
      read: (walletId, page) => {
        visit.clientId ??= walletId.clientId;
        return visit.ledger.time(() => ledger.read(walletId, page));
      },
    },
    registry: {
      current: () => registry.current(),
      latest: () => registry.latest(),
      version: (version) => registry.version(version),
      publish: async (content) => {
        await announced();
        return registry.publish(content);
      },
    },
    reports: async () => timed(await reports(), visit.ledger),
    ...(payments && {
      payments: async () => timed(await visit.upstream.time(payments), visit.upstream),
    }),
  };
};

const note = (visit: Visit, outcome: Outcome): void => {
  visit.outcomes.push(outcome.outcome === 'refused' ? outcome.refusal.code : outcome.outcome);
  if (!('entry' in outcome)) return;
  const { actionId, product } = outcome.entry;
  if (actionId) visit.actionId = actionId;
  if (product) visit.product = product;
};

/** Every method of it, and of its parts, takes the time that its answer takes. */
const timed = <Port extends object>(port: Port, stopwatch: Stopwatch): Port =>
  new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member === 'object' && member !== null) return timed(member, stopwatch);
      if (typeof member !== 'function') return member;
      return (...given: readonly unknown[]) => {
        const answer: unknown = Reflect.apply(member, target, given);
        return answer instanceof Promise ? stopwatch.time(() => answer) : answer;
      };
    },
  });
