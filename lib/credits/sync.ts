import type { BacklogView, SyncAnswer } from '../contract/sync.js';
import type { Credits } from './app.js';
import { showBacklog } from './show-backlog.js';

/**
 * Carries to the mirror what it lacks, as far as there is time. Where there is no mirror there is nothing to carry, which is
 * no failure: the job that calls this runs everywhere. May be repeated at any time.
 */
export const sync = async ({ mirror }: Pick<Credits, 'mirror'>): Promise<SyncAnswer> => {
  const carried = mirror
    ? { mirror: 'odoo' as const, carried: (await mirror.carryAll()).carried }
    : { mirror: 'none' as const, carried: 0 };
  const owed = mirror ? showBacklog(await mirror.backlog()) : NOTHING_OWED;
  return { ...carried, ...owed };
};

const NOTHING_OWED: BacklogView = {
  lag: 0,
  walletsBehind: 0,
  waitingSeconds: 0,
  walletsSetAside: 0,
  setAside: [],
};
