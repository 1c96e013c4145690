import { endpoint } from '../lib/compose.js';
import { stateQuery } from '../lib/contract/state.js';
import { readState } from '../lib/credits/read-state.js';
import { partyOf } from '../lib/http/caller.js';
import { Problem } from '../lib/http/problem.js';
import { get } from '../lib/http/route.js';

export default endpoint({
  GET: get({
    admits: ['user', 'service', 'admin'],
    query: stateQuery,
    handle: async ({ app, caller, query, visit }) => {
      const { before, clientId, tail } = query;
      const own = caller.kind === 'user' && caller.clientId === clientId;
      const named = own ? undefined : clientId;
      const party = partyOf({ app, caller, visit }, named, { may: 'read', doing: 'state.read' });
      if (party instanceof Problem) return party;
      const toUser = party.actor.kind === 'user';
      const page = { limit: tail, before };
      return { status: 200, body: await readState(app, party.walletId, page, { toUser }) };
    },
  }),
});
