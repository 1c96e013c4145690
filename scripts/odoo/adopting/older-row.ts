import { usedKeyOf } from '../../../lib/ledger/used-key.js';
import type { OlderRow } from '../../../lib/wallet/command.js';
import { credits } from '../../../lib/wallet/credits.js';
import { entryName, KINDS, type Kind } from '../../../lib/wallet/entry-name.js';
import type { UsedKey } from '../../../lib/wallet/ids.js';
import { type Month, month } from '../../../lib/wallet/month.js';
import type { Settings } from './settings.js';

/** A row as older code left it. */
export type OlderLead = {
  readonly id: number;
  readonly name: string;
  readonly delta: number;
  /** `YYYY-MM-DD hh:mm:ss`, UTC. */
  readonly createdAt: string;
};

/** Its credits, the key that it used, the month that it was the grant of; undefined where the credits are not whole. */
export const olderRow = (
  { createdAt, delta, id, name }: OlderLead,
  { grantKinds, namePrefix }: Pick<Settings, 'grantKinds' | 'namePrefix'>,
): OlderRow | undefined => {
  if (!Number.isSafeInteger(delta)) return undefined;
  const [kind = '', ...rest] = name.slice(namePrefix.length).split('|');
  const key = rest.join('|');
  const used = usedKey(kind, key);
  return {
    id,
    credits: credits(delta),
    ...(used && { key: used }),
    ...(grantKinds.includes(kind) && { grantedFor: monthIn(key) ?? month(createdAt.slice(0, 7)) }),
  };
};

/** No command ends in these, so that nobody can come with their keys. */
const OF_NO_COMMAND: readonly Kind[] = ['open', 'grant', 'trim', 'adoption'];

const usedKey = (kind: string, key: string): UsedKey | undefined => {
  const ours = KINDS.find((known) => known === kind);
  return ours && key !== '' && !OF_NO_COMMAND.includes(ours)
    ? usedKeyOf(entryName(ours, key))
    : undefined;
};

/** The month that a key names, `2026-02` or `202602`, alone or among other things. */
const monthIn = (key: string): Month | undefined => {
  const [, year, of] = /(?<!\d)(20\d\d)[-_/.]?(0[1-9]|1[0-2])(?!\d)/.exec(key) ?? [];
  return year && of ? month(`${year}-${of}`) : undefined;
};
