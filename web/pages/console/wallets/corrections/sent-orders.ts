import { type Order, orderIn } from './order.js';

export type SentOrder = { readonly key: string; readonly order: Order };

/**
 * Orders that were sent and whose answer has not come: whether they are booked is not known. They stay in this browser, each
 * under its own key, until it is; so a page that was closed or a connection that broke books nothing twice.
 */
export const sentOrders = (operator: string) => {
  const prefix = `cz-console-sent:${operator}:`;
  return {
    keep: ({ key, order }: SentOrder): void => {
      try {
        localStorage.setItem(prefix + key, JSON.stringify(order));
      } catch {
        // a browser that keeps nothing still has it in the dialog that is open
      }
    },
    settle: (key: string): void => localStorage.removeItem(prefix + key),
    has: (key: string): boolean => localStorage.getItem(prefix + key) !== null,
    of: (clientId: string): readonly SentOrder[] =>
      Object.entries({ ...localStorage }).flatMap(([name, kept]: [string, unknown]) => {
        if (!name.startsWith(prefix) || typeof kept !== 'string') return [];
        const order = orderIn(read(kept));
        return order?.clientId === clientId ? [{ key: name.slice(prefix.length), order }] : [];
      }),
  };
};

const read = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
