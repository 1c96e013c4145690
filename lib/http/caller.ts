import type { Party } from '../credits/app.js';
import type { Actor } from '../wallet/actor.js';
import type { ClientId, ProductId, TenantId } from '../wallet/ids.js';
import { invalid } from './body.js';
import { Problem } from './problem.js';

/** Who sent a request, as its credentials prove it. `stranger`: it carried none. */
export type Caller =
  | { readonly kind: 'stranger' }
  | { readonly kind: 'user'; readonly clientId: ClientId; readonly operator: boolean }
  | { readonly kind: 'service'; readonly name: string; readonly product?: ProductId }
  | { readonly kind: 'admin'; readonly who: string }
  | { readonly kind: 'cron' };

export const isOperator = (caller: Caller): boolean =>
  caller.kind === 'admin' || (caller.kind === 'user' && caller.operator);

/**
 * A user acts on the wallet that is their own and never names it; services and operators act for the client they name.
 * A user who is an operator is one where they name a client.
 */
export const partyOf = (
  caller: Caller,
  tenantId: TenantId,
  named: ClientId | undefined,
): Party | Problem => {
  if (caller.kind === 'stranger' || caller.kind === 'cron') {
    return new Problem('forbidden', 'credentials of a user, a service or an operator are needed');
  }
  if (caller.kind === 'user') {
    if (named === undefined) {
      return { walletId: { tenantId, clientId: caller.clientId }, actor: { kind: 'user' } };
    }
    if (!caller.operator)
      return new Problem('forbidden', 'a user acts for themselves: leave clientId out');
    return {
      walletId: { tenantId, clientId: named },
      actor: { kind: 'admin', who: caller.clientId },
    };
  }
  if (named === undefined)
    return invalid([{ path: 'clientId', message: 'says whose wallet is meant' }]);
  const actor: Actor =
    caller.kind === 'admin'
      ? { kind: 'admin', who: caller.who }
      : { kind: 'service', name: caller.name, ...(caller.product && { product: caller.product }) };
  return { walletId: { tenantId, clientId: named }, actor };
};
