import type { Entry } from '../entry.js';
import { type Arrival, type Mirror, MirrorUnavailable, type Run } from '../mirror/mirror.js';
import { assertAppendOnly } from './append-only.js';
import { entryOfLead, type Lead, leadOfEntry } from './lead.js';
import { entryExternalId, walletRef } from './names.js';
import { type Odoo, OdooFault, OdooMisconfigured, OdooUnreachable } from './odoo.js';
import { idsOfOthers } from './own-rows.js';
import { ensurePartners, loadLeads, partnerOf, searchLeads } from './rows.js';

/**
 * An Odoo that shows what another ledger has: the same rows as if it kept the ledger itself. Their external ids let each in
 * once.
 */
export const odooMirror = (odoo: Odoo): Mirror => {
  let isChecked = false;
  const check = async () => {
    if (!isChecked) await assertAppendOnly(odoo);
    isChecked = true;
  };
  return {
    takeAll: (runs) =>
      available(async () => {
        await check();
        return takeAll(odoo, runs);
      }),
    takeOne: (run) =>
      available(async () => {
        await check();
        return takeOne(odoo, run);
      }),
  };
};

const takeAll = async (odoo: Odoo, runs: readonly Run[]): Promise<boolean> => {
  try {
    const opening = runs.map(([first]) => first).filter(({ seq }) => seq === 1);
    if (opening.length > 0 && !(await ensurePartners(odoo, opening.map(partnerOf)))) return false;
    return 'ids' in (await loadLeads(odoo, runs.flat().map(row)));
  } catch (error) {
    if (error instanceof OdooFault) return false;
    throw error;
  }
};

const takeOne = async (odoo: Odoo, run: Run): Promise<Arrival> => {
  try {
    const there = await thereOf(odoo, run);
    if (there.problem !== undefined || there.arrived === run.length) return there;
    // A partner that had rows already and is gone is not made again: what is left of it should be looked at first.
    if (run[0].seq === 1 && !(await ensurePartners(odoo, [partnerOf(run[0])]))) {
      return { arrived: 0, problem: 'somebody else was making its partner: it is tried again' };
    }
    const { arrived, problem } = await loadInOrder(odoo, run.slice(there.arrived));
    return { arrived: there.arrived + arrived, ...(problem !== undefined && { problem }) };
  } catch (error) {
    if (error instanceof OdooFault) return { arrived: 0, problem: error.message };
    throw error;
  }
};

/** What arrived before: a drain was ended before it could note it, or an answer was lost. */
const thereOf = async (odoo: Odoo, run: Run): Promise<Arrival> => {
  const names = run.map(({ name }) => name);
  const found = await searchLeads(
    odoo,
    [
      ['partner_id.ref', 'in', [walletRef(run[0])]],
      // One name alone would be looked for in an index that is slow at a million rows.
      ['name', 'in', [...names, 'CZ_SMCR||']],
    ],
    { order: 'id' },
  );
  const others = await idsOfOthers(odoo, found);
  const own = found.filter(({ id }) => !others.has(id));
  const byName = new Map(own.map((lead) => [lead.name, lead]));
  const missing = run.findIndex(({ name }) => !byName.has(name));
  const arrived = missing === -1 ? run.length : missing;
  const foreign = run
    .slice(0, arrived)
    .findIndex((entry) => !isSame(byName.get(entry.name), entry));
  const other = run[foreign];
  if (other) {
    const problem = `${nameOf(other)} is in Odoo already, and says something else: ${OTHER}`;
    return { arrived: foreign, problem };
  }
  const behind = run.slice(arrived).find(({ name }) => byName.has(name));
  const lost = run[arrived];
  if (!behind || !lost) return { arrived };
  const problem = `${nameOf(lost)} is missing in Odoo, and number ${behind.seq} is there: it was deleted`;
  return { arrived, problem };
};

const OTHER = 'another ledger wrote it, or somebody changed it';

const isSame = (lead: Lead | undefined, { hash, seq }: Entry): boolean => {
  if (!lead) return false;
  try {
    const there = entryOfLead(lead);
    return there.hash === hash && there.seq === seq;
  } catch {
    return false; // it holds no entry any more
  }
};

/** Where a part is refused, what comes before the row that is to blame still goes. */
const loadInOrder = async (odoo: Odoo, entries: readonly Entry[]): Promise<Arrival> => {
  const [first, ...rest] = entries;
  if (!first) return { arrived: 0 };
  const problem = await problemWith(odoo, [first, ...rest]);
  if (problem === undefined) return { arrived: entries.length };
  if (rest.length === 0) return { arrived: 0, problem };
  const half = Math.ceil(entries.length / 2);
  const before = await loadInOrder(odoo, entries.slice(0, half));
  if (before.problem !== undefined) return before;
  const behind = await loadInOrder(odoo, entries.slice(half));
  return { ...behind, arrived: half + behind.arrived };
};

const problemWith = async (odoo: Odoo, entries: Run): Promise<string | undefined> => {
  try {
    const result = await loadLeads(odoo, entries.map(row));
    return 'ids' in result ? undefined : reasonOf(result.refused, entries[0]);
  } catch (error) {
    if (error instanceof OdooFault) return reasonOf(error.message, entries[0]);
    throw error;
  }
};

const reasonOf = (refused: string, entry: Entry): string => {
  if (!/not allowed/i.test(refused)) return `${nameOf(entry)} was refused: ${refused}`;
  const externalId = entryExternalId(entry, entry.seq);
  return `${nameOf(entry)} can't be added: another row has its external id ${externalId} in Odoo: ${OTHER}`;
};

const nameOf = ({ name, seq }: Entry): string => `${name}, number ${seq},`;

const row = (entry: Entry) => leadOfEntry(entry);

/** Settings that are wrong are told like an Odoo that is away: no wallet is to blame, and nothing else would go through. */
const available = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OdooUnreachable || error instanceof OdooMisconfigured) {
      throw new MirrorUnavailable(error.message, { cause: error });
    }
    throw error;
  }
};
