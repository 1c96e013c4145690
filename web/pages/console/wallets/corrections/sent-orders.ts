import { type Order, orderIn } from './order.js';

export type SentOrder = { readonly key: string; readonly order: Order };

/** For a browser that keeps nothing, or has no room: as long as the page. */
const inMemory = new Map<string, string>();

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
        inMemory.set(prefix + key, JSON.stringify(order));
      }
    },
    settle: (key: string): void => {
      inMemory.delete(prefix + key);
      try {
        localStorage.removeItem(prefix + key);
      } catch {
        // nothing is kept there
      }
    },
    of: (clientId: string): readonly SentOrder[] =>
      Object.entries({ ...stored(), ...Object.fromEntries(inMemory) }).flatMap(
        ([name, kept]: [string, unknown]) => {
          if (!name.startsWith(prefix) || typeof kept !== 'string') return [];
          const order = orderIn(read(kept));
          return order?.clientId === clientId ? [{ key: name.slice(prefix.length), order }] : [];
        },
      ),
  };
};

const stored = (): object => {
  try {
    return { ...localStorage };
  } catch {
    return {};
  }
};

const read = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
