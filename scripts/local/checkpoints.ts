import { readFile } from 'node:fs/promises';
import {
  type Checkpoint,
  type CheckpointStore,
  checkpointFrom,
} from '../../lib/ledger/verification/checkpoint.js';
import { sealOf, sealWith } from '../../lib/ledger/verification/checkpoint-seal.js';
import type { TenantId } from '../../lib/wallet/ids.js';

/** A checkpoint, where it came from, and what is wrong with it: then it proves nothing. */
type Found = {
  readonly source: string;
  readonly checkpoint?: Checkpoint;
  readonly problem?: string;
};

/** The last checkpoint that is stored, and those in files. With a secret they have to be signed by its key. */
export const findCheckpoints = async (
  store: CheckpointStore,
  tenantId: TenantId,
  options: { readonly files: readonly string[]; readonly secret: string | undefined },
): Promise<readonly Found[]> => {
  const stored = await read('the stored checkpoint', () => store.latest(tenantId), options.secret);
  const files = options.files.map((file) =>
    read(
      file,
      async () => checkpointFrom(JSON.parse(await readFile(file, 'utf8'))),
      options.secret,
    ),
  );
  const all = [stored, ...(await Promise.all(files))];
  return all.map((found) =>
    found.checkpoint && found.checkpoint.tenantId !== tenantId
      ? { source: found.source, problem: `is of the tenant ${found.checkpoint.tenantId}` }
      : found,
  );
};

const read = async (
  source: string,
  checkpoint: () => Promise<Checkpoint | undefined>,
  secret: string | undefined,
): Promise<Found> => {
  try {
    const found = await checkpoint();
    if (!found) return { source };
    const problem = problemOfSeal(found, secret);
    return problem ? { source, problem } : { source, checkpoint: found };
  } catch (error) {
    return { source, problem: error instanceof Error ? error.message : String(error) };
  }
};

const problemOfSeal = (checkpoint: Checkpoint, secret: string | undefined): string | undefined => {
  const seal = sealOf(checkpoint);
  if (seal === 'broken') return 'its signature does not fit: it was changed';
  if (!secret) return undefined;
  const { publicKey } = sealWith(secret)(checkpoint);
  return checkpoint.publicKey === publicKey
    ? undefined
    : 'it was not signed with CZ_CHECKPOINT_SECRET';
};
