import type { Party } from '../credits/app.js';
import type { Permission, Permissions } from '../permission.js';
import type { Actor } from '../wallet/actor.js';
import type { ClientId, ProductId, TenantId } from '../wallet/ids.js';
import { invalid } from './body.js';
import { Problem } from './problem.js';
import type { Duty, Visit } from './visit.js';

/** Who sent a request, as its credentials prove it. `stranger`: it carried none. */
export type Caller =
  | { readonly kind: 'stranger' }
  | { readonly kind: 'user'; readonly clientId: ClientId; readonly permissions: Permissions }
  | { readonly kind: 'service'; readonly name: string; readonly product?: ProductId }
  | { readonly kind: 'admin'; readonly who: string; readonly permissions: Permissions }
  | { readonly kind: 'cron' };

/** An operator's name in entries and in the audit trail: a person's Clerk id, or what a machine is called here. */
export const operatorOf = (
  caller: Caller,
): { readonly who: string; readonly permissions: Permissions } | undefined => {
  if (caller.kind === 'admin') return caller;
  if (caller.kind !== 'user' || caller.permissions.size === 0) return undefined;
  return { who: caller.clientId, permissions: caller.permissions };
};

export const isOperator = (caller: Caller): boolean => operatorOf(caller) !== undefined;

/** Lets an operator do what they are permitted to, and nobody else; the visit is theirs then, for the audit trail. */
export const actingAsOperator = (
  caller: Caller,
  visit: Visit,
  duty: Duty,
): { readonly who: string } | Problem => {
  const operator = operatorOf(caller);
  if (!operator) return new Problem('forbidden', `this is for operators who may ${duty.may}`);
  visit.duty = { ...duty, who: operator.who };
  return operator.permissions.has(duty.may) ? operator : lacking(duty.may);
};

const lacking = (permission: Permission): Problem =>
  new Problem('forbidden', `this operator may not ${permission}: see CZ_ADMIN_USERS`);

/**
 * A user acts on the wallet that is their own and never names it; services and operators act for the client they name.
 * A user who is an operator is one where they name a client, and there needs the permission for what they do.
 */
export const partyOf = (
  { app, caller, visit }: Acting,
  named: ClientId | undefined,
  duty: Duty,
): Party | Problem => {
  if (caller.kind === 'stranger' || caller.kind === 'cron') {
    return new Problem('forbidden', 'credentials of a user, a service or an operator are needed');
  }
  const { tenantId } = app;
  if (caller.kind === 'user') {
    if (named === undefined) return ownParty(caller, tenantId);
    if (!isOperator(caller))
      return new Problem('forbidden', 'a user acts for themselves: leave clientId out');
  }
  if (named === undefined)
    return invalid([{ path: 'clientId', message: 'says whose wallet is meant' }]);
  const walletId = { tenantId, clientId: named };
  if (caller.kind === 'service') return { walletId, actor: actorOf(caller) };
  visit.clientId = named;
  const operator = actingAsOperator(caller, visit, duty);
  if (operator instanceof Problem) return operator;
  return { walletId, actor: { kind: 'admin', who: operator.who } };
};

/** A user with the wallet that is their own. */
export const ownParty = (caller: Caller, tenantId: TenantId): Party | Problem =>
  caller.kind === 'user'
    ? { walletId: { tenantId, clientId: caller.clientId }, actor: { kind: 'user' } }
    : new Problem('forbidden', 'the session token of a user is needed');

type Acting = {
  readonly app: { readonly tenantId: TenantId };
  readonly caller: Caller;
  readonly visit: Visit;
};

const actorOf = ({ name, product }: Extract<Caller, { kind: 'service' }>): Actor => ({
  kind: 'service',
  name,
  ...(product && { product }),
});
