import { created, type Env } from './env.js';
import { newId } from './ids.js';
import { newCustomer } from './objects/customer.js';
import type { Customer, Session } from './objects/objects.js';

/** Makes a customer of somebody who pays without being one. */
export const customerFor = (env: Env, session: Session): Customer => {
  const email = session.customer_email ?? 'somebody@example.com';
  const customer = { ...newCustomer(newId('cus', 14), env.now), email };
  return created(env, 'customer', customer, 'customer.created');
};
