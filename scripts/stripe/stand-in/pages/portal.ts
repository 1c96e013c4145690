import { html } from 'hono/html';
import { endingWithPeriod } from '../billing/end.js';
import { changed } from '../env.js';
import { money } from '../money.js';
import type { PortalSession, Subscription } from '../objects/objects.js';
import { jsonReply, type Reply, seeOther } from '../reply.js';
import { transact, type Works } from '../works.js';
import type { Visit } from './checkout.js';
import { button, type Html, page } from './page.js';

const subscriptionsOf = (works: Works, { customer }: PortalSession): readonly Subscription[] =>
  works.store
    .all('subscription')
    .filter((subscription) => subscription.customer === customer && subscription.ended_at === null);

/** A customer looks at what they subscribed to. */
export const showPortal = async (works: Works, { id }: Visit): Promise<Reply> => {
  const session = works.store.get('portal_session', id);
  if (!session) return page(404, 'No portal', html`<p>There is no such session.</p>`);
  const theirs = subscriptionsOf(works, session).map((subscription) =>
    shown(works, id, subscription),
  );
  const back = session.return_url;
  return page(
    200,
    'Your subscriptions',
    html`${theirs.length > 0 ? theirs : html`<p>There are none.</p>`}${back === null ? '' : html`<p><a href="${back}">Back</a></p>`}`,
  );
};

const shown = (works: Works, portal: string, subscription: Subscription): Html => {
  const { cancel_at_period_end: ends, id, items, status } = subscription;
  const names = items.data.map(({ price }) => {
    const name = works.store.get('product', price.product)?.name ?? price.product;
    return `${name}, ${money(price.unit_amount ?? 0, price.currency)} a ${price.recurring?.interval}`;
  });
  const end = new Date((items.data[0]?.current_period_end ?? 0) * 1_000).toISOString().slice(0, 10);
  const [path, label] = ends
    ? ['resume', 'Go on after all']
    : ['cancel', 'Cancel at the end of the period'];
  return html`<h2>${names.join('; ')}</h2>
<p>It is ${status}; ${ends ? 'it ends' : 'it renews'} on ${end}.</p>
${button(`/portal/${portal}/${id}/${path}`, label)}`;
};

/** A customer ends a subscription with its period, or goes on after all. */
export const changeInPortal = async (
  works: Works,
  { id, wantsJson }: Visit,
  subscriptionId: string,
  ends: boolean,
): Promise<Reply> => {
  const session = works.store.get('portal_session', id);
  const subscription =
    session && subscriptionsOf(works, session).find((theirs) => theirs.id === subscriptionId);
  if (!subscription) return jsonReply(404, { error: 'There is no such subscription here.' });
  transact(works, (env) => {
    const members = endingWithPeriod(env, subscription, ends);
    changed(env, 'subscription', subscription, members, 'customer.subscription.updated');
  });
  return wantsJson
    ? jsonReply(200, { subscription: subscriptionId, cancelAtPeriodEnd: ends })
    : seeOther(`/portal/${id}`);
};
