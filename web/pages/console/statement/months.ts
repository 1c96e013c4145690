/** Months of the ledger: `2026-11`, in UTC. */

export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

export const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

/** So many months later; earlier, if negative. */
export const monthsFrom = (month: string, by: number): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return monthOf(new Date(Date.UTC(year, number - 1 + by, 1)));
};

/** An instance may still be writing entries of the old month so long after its end. */
const SETTLES_MS = 15 * 60_000;

/** The newest one into which nothing can come any more. */
export const lastClosed = (now: Date): string =>
  monthsFrom(monthOf(new Date(now.getTime() - SETTLES_MS)), -1);

/** As the command calls it. */
export const fileName = (month: string, clientId: string | undefined): string =>
  `${clientId ? `${month}-${clientId}` : month}.csv`;
