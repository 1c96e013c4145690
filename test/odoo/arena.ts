import { expect } from 'vitest';
import { z } from 'zod';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import { odooLedger } from '../../lib/ledger/odoo/ledger.js';
import type { Odoo } from '../../lib/ledger/odoo/odoo.js';
import type { OdooConfig } from '../../lib/storage-config.js';
import { tenantId } from '../../lib/wallet/ids.js';
import { balance } from '../../lib/wallet/wallet.js';
import { CountedIds } from '../ledger/contract/stage.js';
import { Arena } from '../ledger/racing/arena.js';

const PAGE = 1_000;
const ALL = { active_test: false };

const rows = z.array(
  z.object({
    id: z.int(),
    name: z.string(),
    expected_revenue: z.number(),
    referred: z.string().transform((text) => z.object({ seq: z.int() }).parse(JSON.parse(text))),
  }),
);

const partners = z.array(z.object({ id: z.int(), ref: z.string() }));

const sums = z.array(
  z.object({
    partner_id: z.tuple([z.int(), z.string()]),
    expected_revenue: z.number(),
    __count: z.int(),
  }),
);

/** Wallets of a tenant's own on an Odoo, for processes to race on. */
export class OdooArena extends Arena {
  static #count = 0;
  readonly #odoo: Odoo;

  constructor(config: OdooConfig, mark: string) {
    OdooArena.#count += 1;
    const odoo = openOdoo(config);
    const ledger = odooLedger(odoo, {
      random: Math.random,
      newEventId: new CountedIds().newEventId,
    });
    super({ kind: 'odoo', odoo: config }, ledger, tenantId(`${mark}_race_${OdooArena.#count}`));
    this.#odoo = odoo;
  }

  /**
   * What Odoo's own tables say, without a word of the ledger: each wallet has one partner, its rows have every number
   * once and no name twice, and what Odoo itself sums up is the balance.
   */
  async expectOwnTables(clients: readonly string[]): Promise<void> {
    const refs = clients.map((client) => `${this.tenantId}:${client}`);
    const found = partners.parse(
      await this.#odoo.read('res.partner', 'search_read', {
        domain: [['ref', 'in', refs]],
        fields: ['ref'],
        context: ALL,
      }),
    );
    expect(found.map(({ ref }) => ref).sort()).toEqual([...refs].sort());
    const summed = await this.#sums(found.map(({ id }) => id));
    for (const { id, ref } of found) {
      const of = await this.#rows(id);
      const seqs = of.map(({ referred }) => referred.seq).sort((a, b) => a - b);
      expect(seqs).toEqual(of.map((_, index) => index + 1));
      expect(new Set(of.map(({ name }) => name)).size).toBe(of.length);
      const deltas = of.reduce((sum, { expected_revenue }) => sum + expected_revenue, 0);
      const client = ref.slice(this.tenantId.length + 1);
      const { stored } = await this.ledger.read(this.wallet(client), { limit: 0 });
      expect(summed.get(id)).toEqual({ credits: deltas, rows: of.length });
      expect(stored && balance(stored.wallet)).toBe(deltas);
      expect(deltas).toBeGreaterThanOrEqual(0);
    }
  }

  async #rows(partner: number) {
    const all: z.output<typeof rows>[number][] = [];
    for (let after = 0, more = true; more; ) {
      const page = rows.parse(
        await this.#odoo.read('crm.lead', 'search_read', {
          domain: [
            ['partner_id', '=', partner],
            ['id', '>', after],
          ],
          fields: ['name', 'expected_revenue', 'referred'],
          order: 'id',
          limit: PAGE,
          context: ALL,
        }),
      );
      all.push(...page);
      after = page.at(-1)?.id ?? after;
      more = page.length === PAGE;
    }
    return all;
  }

  /** What a pivot of the rows by customer shows. */
  async #sums(ids: readonly number[]) {
    const groups = await this.#odoo.read('crm.lead', 'read_group', {
      domain: [['partner_id', 'in', ids]],
      fields: ['expected_revenue:sum'],
      groupby: ['partner_id'],
      lazy: false,
      context: ALL,
    });
    return new Map(
      sums.parse(groups).map(({ __count, expected_revenue, partner_id: [id] }) => {
        return [id, { credits: expected_revenue, rows: __count }] as const;
      }),
    );
  }
}
