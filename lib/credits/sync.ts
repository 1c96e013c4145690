import type { BacklogView, SyncAnswer } from '../contract/sync.js';
import type { Credits } from './app.js';
import type { Taken } from './make-checkpoint.js';
import { showBacklog } from './show-backlog.js';

/**
 * Carries to the mirror what it lacks, as far as there is time, and takes down how far every wallet has come. Where there is
 * no mirror there is nothing to carry, which is no failure: the job that calls this runs everywhere. May be repeated at any
 * time.
 */
export const sync = async ({
  checkpoint,
  mirror,
}: Pick<Credits, 'mirror'> & {
  readonly checkpoint: () => Promise<Taken>;
}): Promise<SyncAnswer> => {
  const carried = mirror
    ? { mirror: 'odoo' as const, carried: (await mirror.carryAll()).carried }
    : { mirror: 'none' as const, carried: 0 };
  const owed = mirror ? showBacklog(await mirror.backlog()) : NOTHING_OWED;
  // Where the mirror is away, so is the place for checkpoints.
  if (owed.failure !== undefined) return { ...carried, ...owed, missing: [] };
  return { ...carried, ...owed, ...showCheckpoint(await checkpoint()) };
};

/** Not the heads: they name every client, and are where checkpoints lie. */
const showCheckpoint = ({ checkpoint: { heads, tenantId, ...statement }, missing }: Taken) => ({
  checkpoint: statement,
  missing: missing.map(({ found, known: { clientId, seq } }) => ({ clientId, seq, found })),
});

const NOTHING_OWED: BacklogView = {
  lag: 0,
  walletsBehind: 0,
  waitingSeconds: 0,
  walletsSetAside: 0,
  setAside: [],
};
