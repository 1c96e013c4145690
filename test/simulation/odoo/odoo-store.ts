import { decideInBatch } from '../../../lib/ledger/decide-batch.js';
import { contending, odooLedger } from '../../../lib/ledger/odoo/ledger.js';
import { odooRegistryStore } from '../../../lib/ledger/odoo/registry-store.js';
import { registryDocument } from '../../../lib/registry/document.js';
import { instant } from '../../../lib/wallet/instant.js';
import { type Store, TENANT, type Witness } from '../store.js';
import type { World } from '../world.js';
import { committedRows } from './committed-rows.js';
import { SimulatedOdoo } from './simulated-odoo.js';

/** An Odoo: nothing is locked there, and whoever comes first has a number. */
export const odooStore = (world: World, witness: Witness): Store => {
  const shared = new SimulatedOdoo(world);
  shared.onCommit = (changes) => {
    const { moves, publications } = committedRows(changes);
    for (const { document, version } of publications) witness.published(version, document);
    if (moves.length > 0) witness.committed(moves);
  };
  const operators = odooRegistryStore(shared.atRest());
  return {
    connect: (owner, { memory, newEventId, wraps }) => {
      const honest = shared.connect(owner);
      const odoo = wraps.odoo?.(honest, shared.connect(owner, 'administrator')) ?? honest;
      const ledger = odooLedger(odoo, {
        random: () => 0,
        newEventId,
        memory,
        // Who meets whom again is the scheduler's choice.
        patience: { ...contending(() => 0.5), pause: (ms) => world.pause(ms, owner) },
        ...(wraps.decide && { decide: wraps.decide(decideInBatch) }),
      });
      return { ledger, registry: odooRegistryStore(honest) };
    },
    cut: (owner, how) => shared.cut(owner, how),
    publish: async (document) => {
      const latest = await operators.latest(TENANT);
      await operators.publish(TENANT, {
        version: (latest?.version ?? 0) + 1,
        document: registryDocument.parse(document),
        publishedAt: instant(world.now),
        author: 'operator',
      });
    },
    atRest: () => odooLedger(shared.atRest(), { random: () => 0, newEventId: () => '' }),
  };
};
