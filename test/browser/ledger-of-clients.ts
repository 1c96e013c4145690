import type { Stage } from './stage.js';

const SERVICE = { 'x-service-secret': 'dev-service-secret' };

/** What happened before an operator looks: told to the API as a product's backend would. */
export const asService = (stage: Stage) => {
  const post = async (path: string, body: object): Promise<Charged> => {
    const answer = await fetch(`${stage.url}${path}`, {
      method: 'POST',
      headers: { ...SERVICE, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const told = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(told));
    return told;
  };
  return {
    debit: (clientId: string, idempotencyKey: string, more: object = {}) =>
      post('/api/credits-debit', {
        clientId,
        actionId: 'ask_ai',
        quantity: 5,
        idempotencyKey,
        ...more,
      }),
    settle: (clientId: string, item: object) => post('/api/credits-debit', { clientId, ...item }),
    plan: (clientId: string, planId: string) => post('/api/credits-plan', { clientId, planId }),
    state: async (clientId: string) => {
      const answer = await fetch(`${stage.url}/api/credits-state?clientId=${clientId}&tail=200`, {
        headers: SERVICE,
      });
      return answer.json();
    },
  };
};

type Charged = {
  readonly balance: number;
  readonly entry: {
    readonly eventId: string;
    readonly hash: string;
    readonly traceId: string;
    readonly name: string;
  };
};
