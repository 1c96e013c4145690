/** What was looked at, and how it is. Where it is not well, `remedy` says what to do. */
export type Finding =
  | { readonly verdict: 'ok'; readonly what: string }
  | { readonly verdict: 'look' | 'wrong'; readonly what: string; readonly remedy: string };

export const ok = (what: string): Finding => ({ verdict: 'ok', what });
export const look = (what: string, remedy: string): Finding => ({ verdict: 'look', what, remedy });
export const wrong = (what: string, remedy: string): Finding => ({
  verdict: 'wrong',
  what,
  remedy,
});

export const isWrong = ({ verdict }: Finding): boolean => verdict === 'wrong';

/** A finding as one or two lines. */
export const lineOf = (finding: Finding): string =>
  finding.verdict === 'ok'
    ? `${'ok'.padEnd(6)} ${finding.what}`
    : `${finding.verdict.toUpperCase().padEnd(6)} ${finding.what}\n       → ${finding.remedy}`;

/** Something that is there, or was done, with what became of it. */
export const told = (title: string, outcome: string): string => `${title.padEnd(40)} ${outcome}`;
