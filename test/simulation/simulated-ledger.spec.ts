import { ledgerContract } from '../ledger/ledger-contract.js';
import { runAlone } from './alone.js';
import { simulatedLedger } from './ledger.js';
import { Random } from './random.js';
import { Storage } from './storage.js';
import { World } from './world.js';

ledgerContract('the simulated storage', async (newEventId) => {
  const world = new World(Date.UTC(2026, 0, 15));
  runAlone(world, new Random(1));
  return simulatedLedger(new Storage(world), { name: 'contract', alive: true }, newEventId);
});
