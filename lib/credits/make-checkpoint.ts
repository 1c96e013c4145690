import type { Ledger } from '../ledger/ledger.js';
import {
  type Checkpoint,
  type CheckpointStore,
  type Missing,
  type Seal,
  takeCheckpoint,
} from '../ledger/verification/checkpoint.js';
import type { TenantId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';

/** What it takes to make checkpoints. */
export type Checkpointing = {
  readonly tenantId: TenantId;
  readonly now: () => Instant;
  readonly ledger: Pick<Ledger, 'wallets'>;
  readonly checkpointStore: CheckpointStore;
  readonly seal: Seal;
};

/** A checkpoint, and what is missing of what the one before knew. */
export type Taken = { readonly checkpoint: Checkpoint; readonly missing: readonly Missing[] };

/**
 * Takes down what the ledger has come to, and puts it where checkpoints lie; unless that is what the last one says. When
 * somebody else does so at the same time, one of the two is kept, and given to both.
 */
export const makeCheckpoint = async ({
  checkpointStore,
  ledger,
  now,
  seal,
  tenantId,
}: Checkpointing): Promise<Taken> => {
  const before = await checkpointStore.latest(tenantId);
  const taken = await takeCheckpoint(ledger, { tenantId, at: now(), seal }, before);
  const { publicKey, root } = taken.checkpoint;
  if (before?.root === root && before.publicKey === publicKey)
    return { ...taken, checkpoint: before };
  if (await checkpointStore.add(taken.checkpoint)) return taken;
  const theirs = await checkpointStore.latest(tenantId);
  return theirs ? { ...taken, checkpoint: theirs } : taken;
};
