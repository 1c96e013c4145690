import { created } from '../env.js';
import { text } from '../form.js';
import { newId } from '../ids.js';
import { type Operation, operation } from '../operation.js';
import { customerOf } from './customers.js';

const params = { customer: text, locale: text.optional(), return_url: text.optional() };

export const portalSessions: readonly Operation[] = [
  operation(
    'POST',
    '/v1/billing_portal/sessions',
    params,
    (env, { customer, return_url: back }) => {
      const id = newId('bps');
      return created(
        env,
        'portal_session',
        {
          id,
          object: 'billing_portal.session',
          configuration: 'bpc_stand_in',
          created: env.now,
          customer: customerOf(env, customer, 'customer').id,
          customer_account: null,
          flow: null,
          livemode: false,
          locale: null,
          on_behalf_of: null,
          return_url: back ?? null,
          url: `${env.base}/portal/${id}`,
        },
        'billing_portal.session.created',
      );
    },
  ),
];
