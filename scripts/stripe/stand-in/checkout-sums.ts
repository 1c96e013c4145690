import type { LineItem, Session } from './objects/objects.js';

type Sums = Pick<Session, 'amount_subtotal' | 'amount_total' | 'total_details'>;

/** What lines cost together. */
export const sumsOf = (lines: readonly LineItem[]): Sums => {
  const sum = (of: (line: LineItem) => number) => lines.reduce((all, line) => all + of(line), 0);
  return {
    amount_subtotal: sum((line) => line.amount_subtotal),
    amount_total: sum((line) => line.amount_total),
    total_details: {
      amount_discount: sum((line) => line.amount_discount),
      amount_shipping: 0,
      amount_tax: sum((line) => line.amount_tax),
    },
  };
};
