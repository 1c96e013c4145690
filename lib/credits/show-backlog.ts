import type { BacklogView } from '../contract/sync.js';
import type { Backlog } from '../ledger/mirror/outbox.js';

/** What the mirror lacks, as operators are shown it. */
export const showBacklog = ({ setAside, ...backlog }: Backlog): BacklogView => ({
  ...backlog,
  setAside: [...setAside],
});
