import type { Env } from '../env.js';
import type { Subscription } from '../objects/objects.js';
import { resourceMissing } from '../refusal.js';

/** The subscription. @throws Refusal where there is none */
export const subscriptionOf = (env: Env, id: string): Subscription => {
  const subscription = env.store.get('subscription', id);
  if (!subscription) throw resourceMissing('subscription', id, 'id');
  return subscription;
};

/** One that has not ended. @throws Refusal */
export const liveSubscription = (env: Env, id: string): Subscription => {
  const subscription = subscriptionOf(env, id);
  if (subscription.ended_at !== null) throw resourceMissing('subscription', id, 'id');
  return subscription;
};
