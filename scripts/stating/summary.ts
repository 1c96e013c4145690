import type { StatementEnd, StatementHead } from '../../lib/credits/make-statement.js';
import type { CashDifference } from '../../lib/statement/cash.js';
import type { Liability } from '../../lib/statement/liability.js';
import { LINES } from '../../lib/statement/lines.js';
import { money } from '../stripe/stand-in/money.js';

/** What of a statement is worth a look at once, line by line. */
export const summaryOf = (
  { from, month, status, tenantId, to }: StatementHead,
  { cash, totals }: StatementEnd,
): readonly string[] => [
  `${tenantId}, ${month} (${from} to ${to}), ${status}: ${totals.clients} wallets, ${totals.entries} entries`,
  LINES.filter((line) => totals.total[line] !== 0)
    .map((line) => `${line} ${totals.total[line]}`)
    .join(', '),
  ...totals.liability.map(liabilityLine),
  ...(cash ? [] : ['cash: Stripe is not configured here, so nothing was compared']),
  ...(cash?.sums ?? []).map(
    ({ currency, ledger, provider }) =>
      `cash: Stripe ${money(provider.net, currency)}, credited for ${money(ledger.net, currency)}`,
  ),
  ...(cash?.differences ?? []).map(differenceLine),
  ...(status === 'open' ? ['the month is open: it can still change'] : []),
];

const liabilityLine = ({ closing, credits, currency, used }: Liability): string =>
  `liability: ${money(closing, currency)} for ${credits} credits, ${money(used, currency)} earned`;

const differenceLine = ({
  clientId,
  currency,
  ledger,
  provider,
  sessionId,
}: CashDifference): string =>
  `differs: ${clientId} ${sessionId}: Stripe ${money(provider.paid, currency)} paid and ${money(provider.returned, currency)} returned, ledger ${money(ledger.bought, currency)} and ${money(ledger.returned, currency)}`;
