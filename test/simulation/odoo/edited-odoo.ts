import { z } from 'zod';
import { hash } from '../../../lib/ledger/hash-chain.js';
import type { Ledger, Outcome } from '../../../lib/ledger/ledger.js';
import { contending, odooLedger } from '../../../lib/ledger/odoo/ledger.js';
import { walletRef } from '../../../lib/ledger/odoo/names.js';
import { type Head, takeCheckpoint } from '../../../lib/ledger/verification/checkpoint.js';
import { verify } from '../../../lib/ledger/verification/verify.js';
import { clientId } from '../../../lib/wallet/ids.js';
import { instant } from '../../../lib/wallet/instant.js';
import { submissionOf } from '../../ledger/contract/submission.js';
import { type Ask, CATALOG } from '../../wallet/book.js';
import { runAlone } from '../alone.js';
import { Random } from '../random.js';
import { TENANT } from '../store.js';
import { World } from '../world.js';
import { SimulatedOdoo } from './simulated-odoo.js';

const NOW = '2026-01-15T10:00:00.000Z';

const entry = z.looseObject({ seq: z.int(), name: z.string(), hash: z.string().transform(hash) });
const leads = z.array(
  z.object({
    id: z.int(),
    referred: z.string().transform((text) => {
      const { wallet: _, ...facts } = entry.parse(JSON.parse(text));
      return facts;
    }),
  }),
);

const walletOf = (client: string) => ({ tenantId: TENANT, clientId: clientId(client) });

/** An Odoo in which several processes keep the ledger, and somebody deletes rows: which frees their external ids. */
export class EditedOdoo {
  readonly #odoo: SimulatedOdoo;
  readonly #world = new World(Date.parse(NOW));
  readonly #atRest: Ledger;
  #keys = 0;

  constructor(seed: number) {
    runAlone(this.#world, new Random(seed));
    this.#odoo = new SimulatedOdoo(this.#world);
    this.#atRest = odooLedger(this.#odoo.atRest(), { random: () => 0, newEventId: () => '' });
  }

  /** The ledger as a process of that name has it, which remembers nothing yet. */
  process(name: string): Ledger {
    const owner = { name, alive: true };
    return odooLedger(this.#odoo.connect(owner), {
      random: () => 0,
      newEventId: () =>
        `01940000-0000-7000-8000-${this.#world.nextId().toString(16).padStart(12, '0')}`,
      patience: { ...contending(() => 0.5), pause: (ms) => this.#world.pause(ms, owner) },
    });
  }

  async ask(ledger: Ledger, client: string, ask: Ask): Promise<Outcome | undefined> {
    this.#keys += 1;
    const submission = submissionOf(walletOf(client), ask, { key: `key-${this.#keys}`, at: NOW });
    const [outcome] = await ledger.commit([submission], CATALOG);
    return outcome;
  }

  /** What lies in Odoo of a wallet, in the order in which it got there. */
  async rows(client: string) {
    const found = await this.#odoo.atRest().read('crm.lead', 'search_read', {
      domain: [['partner_id.ref', '=', walletRef(walletOf(client))]],
      fields: ['referred'],
      order: 'id',
    });
    return leads.parse(found).map(({ id, referred }) => ({ id, ...referred }));
  }

  /** Somebody deletes the last rows of a wallet, in the twinkling of an eye. */
  async deleteLast(client: string, count: number): Promise<void> {
    const ids = (await this.rows(client)).slice(-count).map(({ id }) => id);
    await this.#odoo.atRest('administrator').write('crm.lead', 'unlink', { ids });
  }

  async checkpoint(): Promise<readonly Head[]> {
    const { checkpoint } = await takeCheckpoint(
      this.#atRest,
      { tenantId: TENANT, at: instant(NOW), seal: (statement) => statement },
      undefined,
    );
    return checkpoint.heads;
  }

  /** What verification says of a wallet, given what a checkpoint saw. */
  async findings(client: string, seen: readonly Head[] = []): Promise<readonly string[]> {
    const findings: string[] = [];
    for await (const { clientId: of, problem, seq } of verify(this.#atRest, TENANT, seen)) {
      if (of === client) findings.push(`${seq}: ${problem}`);
    }
    return findings;
  }
}
