import type { Comparison } from '../../lib/ledger/copy/compare.js';
import type { Kind } from './side.js';

type Kinds = { readonly from: Kind; readonly to: Kind };

const NOUNS = {
  credit: 'credits',
  entry: 'entries',
  problem: 'problems',
  version: 'versions',
  wallet: 'wallets',
} as const;

export const counted = (count: number, noun: keyof typeof NOUNS): string =>
  `${count} ${count === 1 ? noun : NOUNS[noun]}`;

/** How the two sides stand to each other. */
export const comparedIn = (
  { ahead, behind, same, wallets }: Comparison,
  { from, to }: Kinds,
): string =>
  `compared: ${counted(same, 'entry')} of ${counted(wallets, 'wallet')} are the same; ${to} is ${behind} behind` +
  (ahead > 0
    ? `, and has ${ahead} that ${from} lacks: written there, or lost by ${from} from its end`
    : '');

/** What came out in the end, and what to do next. */
export const verdictOf = (
  found: Comparison & { readonly problems: number; readonly moved: number },
  { from, isFinal, to }: Kinds & { readonly isFinal: boolean },
): { readonly isDone: boolean; readonly verdict: string } => {
  const { ahead, behind, moved, problems } = found;
  const no = (verdict: string) => ({ isDone: false, verdict });
  const yes = (verdict: string) => ({ isDone: true, verdict });
  if (problems > 0) {
    return no(`${counted(problems, 'problem')}, as told above; what they name was left as it is`);
  }
  if (isFinal && moved !== 0) {
    return no(
      `${from} was written to meanwhile (${counted(moved, 'entry')}): its writers are still there. Stop them, and run this again`,
    );
  }
  if (isFinal && behind + ahead > 0) return no(`${from} and ${to} are not the same: do not switch`);
  if (isFinal) return yes(`${to} has all that ${from} has: set CZ_LEDGER=${to}`);
  if (behind > 0) return yes(`${counted(behind, 'entry')} came meanwhile: run this again`);
  return yes(
    `nothing is behind. To switch: stop who writes to ${from}, run this once more with --final, and set CZ_LEDGER=${to}`,
  );
};
