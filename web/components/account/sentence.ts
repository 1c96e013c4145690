import { fill } from '../language.js';
import { actionName, packName, planName, type Scene } from './scene.js';

type Entry = Scene['state']['ledgerTail'][number];

/** What happened, in a few words. */
export const sentenceOf = (scene: Scene, entry: Entry): string => {
  const { words } = scene;
  const { from, kind, subscription, to } = entry;
  const isSame = kind === 'plan' && from === to;
  const same = subscription === null ? words.planEnded : words.planStays;
  return fill(isSame ? same : words.kinds[kind], valuesOf(scene, entry));
};

/** What there is to add: what the cap kept, what was lacking, why. */
export const notesOf = (scene: Scene, entry: Entry): string => {
  const { words } = scene;
  const { fellDue, keptBack, kind, paid, reason, returned, rows, shortfall, trimmed } = entry;
  const values = valuesOf(scene, entry);
  return [
    kind === 'hold' && words.setAside,
    kind === 'release' && words.freed,
    fellDue && (fellDue.why === 'next' ? words.asArranged : words.neverPaid),
    trimmed && words.trimmed,
    keptBack && words.keptBack,
    shortfall && words.lacking,
    paid && words.paidOf,
    returned && words.returnedOf,
    rows && words.rowsOf,
    reason && '{reason}',
  ]
    .filter((text) => typeof text === 'string')
    .map((text) => fill(text, values))
    .join(' · ');
};

const valuesOf = (scene: Scene, entry: Entry): Readonly<Record<string, string>> => {
  const { number, ...format } = scene.format;
  const { credits = 0, expiresAt, months = [], quantity = 1, reserved = credits } = entry;
  const action = actionName(scene, entry.actionId);
  const price = entry.paid ?? entry.returned;
  const ends = new Set([months.at(0), months.at(-1)].map((each) => each?.month));
  return {
    plan: planName(scene, entry.to ?? entry.planId),
    what: quantity > 1 ? `${action} × ${number(quantity)}` : action,
    pack: packName(scene, entry.packId),
    months: [...ends].map((month) => month && format.month(month)).join(' – '),
    cap: number(entry.softCap ?? scene.state.softCap),
    credits: format.credits(reserved),
    kept: number(entry.keptBack ?? 0),
    lacking: number(entry.shortfall ?? 0),
    trimmed: number(entry.trimmed ?? 0),
    time: expiresAt ? format.hour(expiresAt) : '',
    price: price ? format.money(price) : '',
    rows: number(entry.rows?.length ?? 0),
    reason: entry.reason ?? '',
  };
};
