/** What is wrong, and where. `seq` is missing where a whole wallet is meant. */
export type Finding = {
  readonly clientId: string;
  readonly seq?: number;
  readonly problem: string;
};
