import { ownStatementQuery } from '../../contract/statement.js';
import type { Credits } from '../../credits/app.js';
import { ownStatement } from '../../credits/own-statement.js';
import { partyOf } from '../caller.js';
import { Problem } from '../problem.js';
import { get, type Route } from '../route.js';

/** A client's own month, or that of the one whom a service or an operator names. */
export const getOwnStatement: Route<Credits> = get({
  admits: ['user', 'service', 'admin'],
  query: ownStatementQuery,
  handle: async ({ app, caller, query: { clientId, month, ...page }, visit }) => {
    const own = caller.kind === 'user' && caller.clientId === clientId;
    const named = own ? undefined : clientId;
    const party = partyOf({ app, caller, visit }, named, { may: 'read', doing: 'statement.read' });
    if (party instanceof Problem) return party;
    return { status: 200, body: await ownStatement(app, party.walletId, month, page) };
  },
});
