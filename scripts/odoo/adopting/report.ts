import type { OlderLedger, Rows } from './older-ledger.js';
import type { Settings } from './settings.js';
import type { Adopted, TakenOver } from './take-over.js';

/** What became of one wallet, in lines; none where nothing was new. */
export const linesOf = (
  { adopted, clientId, doubles = [], problem }: TakenOver,
  dryRun: boolean,
): readonly string[] => [
  ...(problem === undefined ? [] : [`${clientId}: not taken over: ${problem}`]),
  ...(adopted ? [`${clientId}: ${sentenceOf(adopted, dryRun)}`] : []),
  ...doubles.map(
    ({ entry, rowId }) =>
      `${clientId}: ${entry.name} was used twice, in row ${rowId} and here in entry ${entry.seq}: both count`,
  ),
];

const sentenceOf = (adopted: Adopted, dryRun: boolean): string => {
  const { keptBack, keys, months, overdrawn, rows, sum, toGranted, toPurchased } = adopted;
  const posted = `${signed(toGranted)} granted, ${signed(toPurchased)} purchased`;
  return [
    `${counted(rows, 'row')}, sum ${sum}: ${dryRun ? 'would post' : 'posted'} ${posted}`,
    ...months.map(({ credits, month }) => `${credits} of it the grant of ${month}`),
    ...(keptBack === 0 ? [] : [`${keptBack} kept back, granted here before`]),
    ...(overdrawn === 0 ? [] : [`${overdrawn} overdrawn`]),
    ...(keys === 0 ? [] : [counted(keys, 'used key')]),
  ].join('; ');
};

/** What could not be taken over at all, and what to look at. */
export const problemsOf = (
  { fractions, unclaimed }: OlderLedger,
  { clientField, deltaField }: Settings,
): readonly string[] => [
  ...[...fractions].map(
    ([clientId, { delta, id, name }]) =>
      `${clientId}: not taken over: row ${id}, ${name}: ${deltaField} is ${delta}, which is no whole number of credits`,
  ),
  ...[...unclaimed].map(([client, rows]) =>
    client === ''
      ? `not taken over: ${told(rows)} without a client in ${clientField}`
      : `not taken over: ${told(rows)} of ${JSON.stringify(client)}, which is no client id (letters, digits, _ and -)`,
  ),
];

const told = ({ count, first }: Rows): string =>
  `${counted(count, 'row')} (${first.join(', ')}${count > first.length ? ' …' : ''})`;

/** The last line. */
export const summaryOf = (
  all: readonly TakenOver[],
  { archived }: OlderLedger,
  dryRun: boolean,
): string => {
  const adopted = all.flatMap((each) => each.adopted ?? []);
  const total = (of: (adopted: Adopted) => number) =>
    adopted.reduce((sum, each) => sum + of(each), 0);
  const nothingNew = all.filter((each) => !each.adopted && each.problem === undefined).length;
  return [
    `${dryRun ? 'would take over' : 'taken over'}: ${counted(
      total(({ rows }) => rows),
      'row',
    )} of ${counted(adopted.length, 'wallet')}, sum ${total(({ sum }) => sum)}`,
    `${signed(total(({ toGranted }) => toGranted))} granted`,
    `${signed(total(({ toPurchased }) => toPurchased))} purchased`,
    `${total(({ keptBack }) => keptBack)} kept back`,
    `${total(({ overdrawn }) => overdrawn)} overdrawn`,
    `${counted(
      total(({ keys }) => keys),
      'used key',
    )}`,
    `nothing new in ${counted(nothingNew, 'wallet')}`,
    ...(archived === 0
      ? []
      : [`${counted(archived, 'archived row')} left out (--archived counts them)`]),
  ].join('; ');
};

const signed = (credits: number): string => (credits < 0 ? `${credits}` : `+${credits}`);

const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;
