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
  const { words, format } = scene;
  const { fellDue, keptBack, kind, paid, reason, returned = paid, shortfall, trimmed } = entry;
  const values = valuesOf(scene, entry);
  const n = (text: string, value = 0) => value > 0 && fill(text, { n: format.number(value) });
  return [
    kind === 'hold' && fill(`{credits} ${words.until}`, values),
    kind === 'release' && values['credits'],
    fellDue?.why === 'unpaid' && words.unpaid,
    trimmed && fill(words.cut, values),
    n(words.keptBack, keptBack),
    n(words.lacking, shortfall),
    returned && format.money(returned),
    reason,
  ]
    .filter(Boolean)
    .join(' · ');
};

const valuesOf = (scene: Scene, entry: Entry): Readonly<Record<string, string>> => {
  const { number, ...format } = scene.format;
  const { credits = 0, expiresAt, months = [], quantity = 1, reserved = credits } = entry;
  const action = actionName(scene, entry.actionId);
  const ends = new Set([months.at(0), months.at(-1)].map((each) => each?.month));
  return {
    plan: planName(scene, entry.to ?? entry.planId),
    what: quantity > 1 ? `${action} × ${number(quantity)}` : action,
    pack: packName(scene, entry.packId),
    months: [...ends].map((month) => month && format.month(month)).join(' – '),
    cap: number(entry.softCap ?? 0),
    credits: format.credits(entry.trimmed || reserved),
    balance: number(entry.balanceAfter),
    time: expiresAt ? format.hour(expiresAt) : '',
  };
};
