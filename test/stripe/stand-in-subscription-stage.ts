import { startStage } from './stand-in-stage.js';

/** A stage whose clock is set by hand, and a plan for 31.00 € a month next to one for twice as much. */
export const startPlans = async (start = '2026-01-16T00:00:00Z') => {
  let now = new Date(start);
  const stage = await startStage({ now: () => now });
  const { post, stripe } = stage;
  const plan = (name: string, unit_amount: number) =>
    stripe.prices.create({
      currency: 'eur',
      unit_amount,
      lookup_key: name,
      recurring: { interval: 'month' },
      product_data: { name },
    });
  const customer = await stripe.customers.create({ email: 'ada@example.com' });
  const basic = await plan('basic', 3_100);
  const pro = await plan('pro', 6_200);
  await stage.told();

  const anchor = Date.UTC(2026, 1, 1) / 1_000;
  /** Subscribes from now on, with whole months from the first of February. */
  const subscribe = async (price = basic.id) => {
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      customer: customer.id,
      line_items: [{ price, quantity: 1 }],
      subscription_data: { billing_cycle_anchor: anchor, metadata: { plan: 'basic' } },
      success_url: 'http://localhost:3000/paid',
    });
    const { body } = await post(`/pay/${session.id}/pay`, {});
    return { id: String(body.subscription), sessionId: session.id };
  };
  /** Lets time go on to a moment. */
  const goTo = (moment: string) => {
    now = new Date(moment);
  };
  const bankPays = (works: boolean) =>
    post('/_test/payment-method', { customer: customer.id, works });
  const invoices = async () => {
    const { data } = await stripe.invoices.list({ limit: 100 });
    return data.map(({ amount_due, status, total }) => ({ amount_due, status, total }));
  };
  return { ...stage, customer, basic, pro, subscribe, goTo, bankPays, invoices };
};

/** Unix seconds of a day's beginning. */
export const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1_000;
