import type { Reports } from '../ledger/reports/reports.js';
import { type Cash, CashTie } from '../statement/cash.js';
import type { ClientStatement } from '../statement/client-statement.js';
import { periodOf, statusOf } from '../statement/month.js';
import { clientStatements, Sum, type Totals } from '../statement/totals.js';
import type { ClientId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';
import type { Month } from '../wallet/month.js';
import type { Credits } from './app.js';
import { cashOf } from './month-cash.js';

export type StatementAsked = {
  readonly month: Month;
  /** Everybody's, if absent. */
  readonly clientId?: ClientId | undefined;
};

export type StatementOptions = {
  /** Whether the provider of payments is asked what it booked. */
  readonly withCash?: boolean;
};

/** Which month of whom, and whether something can still come into it. */
export type StatementHead = StatementAsked & {
  readonly tenantId: string;
  readonly from: Instant;
  /** Not included. */
  readonly to: Instant;
  readonly status: 'open' | 'closed';
};

/** What is known when all wallets have come by. */
export type StatementEnd = {
  readonly totals: Totals;
  /** Absent where nobody can pay, or where it was not asked for. */
  readonly cash?: Cash;
};

/** The month of all wallets, one at a time, and what they come to. Nothing is kept of a wallet that went by. */
export type Statement = {
  readonly head: StatementHead;
  readonly clients: () => AsyncGenerator<ClientStatement, StatementEnd>;
};

type Stating = Pick<Credits, 'tenantId' | 'now' | 'payments'> & {
  readonly reports: () => Promise<Pick<Reports, 'movements'>>;
};

/**
 * The statement of a month. It says nothing of when it was made, and rests on what entries say of themselves alone: a closed
 * month is told in the same words whenever it is asked for.
 */
export const makeStatement = (
  app: Stating,
  asked: StatementAsked,
  { withCash = true }: StatementOptions = {},
): Statement => {
  const { clientId, month } = asked;
  const { tenantId } = app;
  const period = periodOf(month);
  return {
    head: {
      tenantId,
      month,
      ...(clientId && { clientId }),
      ...period,
      status: statusOf(month, app.now()),
    },
    async *clients() {
      const sum = new Sum();
      const tie = new CashTie();
      const { movements } = await app.reports();
      const moved = movements.of({ tenantId, clientId, period });
      for await (const client of clientStatements(moved)) {
        sum.add(client);
        for (const payment of client.payments) tie.ledger(payment);
        yield client;
      }
      const payments = withCash ? await app.payments?.() : undefined;
      if (!payments) return { totals: sum.totals };
      for await (const payment of cashOf(payments, period, clientId)) tie.provider(payment);
      return { totals: sum.totals, cash: tie.cash };
    },
  };
};
