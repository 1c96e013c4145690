import { z } from 'zod';
import type { Wallet } from '../../wallet/wallet.js';
import type { Entry } from '../entry.js';
import { entryFromRow, entryRow } from '../entry-row.js';
import type { StoredRow } from '../ledger.js';
import { walletFromState } from '../stored-wallet.js';
import { entryExternalId, TEAM_EXTERNAL_ID, walletExternalId } from './names.js';

/** The columns of a row, in the words of Odoo's import: `id` is the external id, `/id` refers to one. */
export const LEAD_COLUMNS = [
  'id',
  'name',
  'type',
  'partner_id/id',
  'team_id/id',
  'user_id/id',
  'expected_revenue',
  'probability',
  'contact_name',
  'referred',
] as const;

/** Nobody is told of these rows, and nothing is written about them into other tables: that is half of their cost. */
export const QUIET = {
  tracking_disable: true,
  mail_create_nolog: true,
  mail_create_nosubscribe: true,
  mail_notrack: true,
  mail_auto_subscribe_no_notify: true,
} as const;

/** One row for Odoo's import; a lead, which keeps it out of the sales pipeline. */
const leadRow = (lead: {
  readonly externalId: string;
  readonly name: string;
  readonly partner: string;
  readonly revenue: number;
  readonly contactName: string;
  readonly json: unknown;
}): readonly string[] => [
  lead.externalId,
  lead.name,
  'lead',
  lead.partner,
  TEAM_EXTERNAL_ID,
  '',
  String(lead.revenue),
  '0',
  lead.contactName,
  jsonForXml(lead.json),
];

/**
 * The row of an entry. `after` is a snapshot of the wallet: the last row of a batch carries one, so that the next
 * command needs that row alone.
 */
export const leadOfEntry = (entry: Entry, after?: Wallet): readonly string[] =>
  leadRow({
    externalId: entryExternalId(entry, entry.seq),
    name: entry.name,
    partner: walletExternalId(entry),
    revenue: entry.creditsDelta,
    contactName: entry.ref ?? '',
    json: { ...entryRow(entry), hash: entry.hash, ...(after && { wallet: after }) },
  });

/** The row of something that is of no wallet and moves no credits. */
export const leadOfDocument = (document: {
  readonly externalId: string;
  readonly name: string;
  readonly partner: string;
  readonly json: unknown;
}): readonly string[] => leadRow({ ...document, revenue: 0, contactName: '' });

/** XML has no place for two characters that JSON lets through. */
const jsonForXml = (value: unknown): string =>
  JSON.stringify(value).replaceAll('\ufffe', '\\ufffe').replaceAll('\uffff', '\\uffff');

/** What is read of a row. Odoo says false for what is empty, and gives a partner as id and name. */
export const LEAD_FIELDS = [
  'id',
  'name',
  'expected_revenue',
  'partner_id',
  'contact_name',
  'referred',
];

const text = z.union([z.string(), z.literal(false).transform(() => '')]);

const lead = z.object({
  id: z.int(),
  name: text,
  expected_revenue: z.number(),
  partner_id: z.union([
    z.tuple([z.int(), z.string()]).transform(([id]) => id),
    z.literal(false).transform(() => undefined),
  ]),
  contact_name: text,
  referred: text,
});

/** A row as Odoo has it: its JSON is not read yet. */
export type Lead = z.output<typeof lead>;

const leads = z.array(lead);

export const leadsFrom = (answer: unknown): readonly Lead[] => leads.parse(answer);

const storedRow = z.looseObject({});

/** The stored form that a row's JSON holds. @throws SyntaxError when it is none. */
export const storedRowOf = ({ referred }: Lead): StoredRow => storedRow.parse(JSON.parse(referred));

/** @throws ZodError or SyntaxError when the row does not hold an entry. */
export const entryOfLead = (row: Lead): Entry => entryFromRow(storedRowOf(row));

/** The wallet as this row left it, where the row carries it. */
export const snapshotOf = (row: Lead): Wallet | undefined => {
  const { wallet } = storedRowOf(row);
  return wallet === undefined ? undefined : walletFromState(wallet);
};

/** Where the columns that people see, sum and may edit say something else than the entry in the row. */
export const contradictionsOf = (row: Lead, stored: StoredRow): readonly string[] => {
  const differs = (column: string, shown: unknown, said: unknown): readonly string[] =>
    shown === said
      ? []
      : [`its ${column} in Odoo is ${JSON.stringify(shown)}, not ${JSON.stringify(said)}`];
  return [
    ...differs('name', row.name, stored['name']),
    ...differs('expected_revenue', row.expected_revenue, stored['credits_delta']),
    ...differs('contact_name', row.contact_name, stored['ref'] ?? ''),
  ];
};
