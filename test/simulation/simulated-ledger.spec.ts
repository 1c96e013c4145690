import type { Memory } from '../../lib/ledger/odoo/known-wallets.js';
import { contending, odooLedger } from '../../lib/ledger/odoo/ledger.js';
import type { OpenLedger } from '../ledger/contract/stage.js';
import { ledgerContract } from '../ledger/ledger-contract.js';
import { runAlone } from './alone.js';
import { simulatedLedger } from './ledger.js';
import { SimulatedOdoo } from './odoo/simulated-odoo.js';
import { Random } from './random.js';
import { Storage } from './storage.js';
import { World } from './world.js';

const owner = { name: 'contract', alive: true };

const worldOfItsOwn = (): World => {
  const world = new World(Date.UTC(2026, 0, 15));
  runAlone(world, new Random(1));
  return world;
};

ledgerContract('the simulated storage', async (newEventId) =>
  simulatedLedger(new Storage(worldOfItsOwn()), owner, newEventId),
);

const onSimulatedOdoo =
  (memory?: Memory): OpenLedger =>
  async (newEventId) => {
    const world = worldOfItsOwn();
    const patience = { ...contending(() => 0.5), pause: (ms: number) => world.pause(ms, owner) };
    const odoo = new SimulatedOdoo(world).connect(owner);
    return odooLedger(odoo, {
      random: () => 0,
      newEventId,
      patience,
      ...(memory && { memory }),
    });
  };

ledgerContract('the simulated Odoo', onSimulatedOdoo());
ledgerContract(
  'the simulated Odoo, of which little is remembered,',
  onSimulatedOdoo({ mostOfOne: 3, mostEntries: 10 }),
);
