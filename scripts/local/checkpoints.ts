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

/** The last checkpoint that is stored, and those in files. With secrets they have to be signed by the key of one. */
export const findCheckpoints = async (
  store: CheckpointStore,
  tenantId: TenantId,
  options: { readonly files: readonly string[]; readonly secrets: readonly string[] },
): Promise<readonly Found[]> => {
  const stored = await read('the stored checkpoint', () => store.latest(tenantId), options.secrets);
  const files = options.files.map((file) =>
    read(
      file,
      async () => checkpointFrom(JSON.parse(await readFile(file, 'utf8'))),
      options.secrets,
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
  secrets: readonly string[],
): Promise<Found> => {
  try {
    const found = await checkpoint();
    if (!found) return { source };
    const problem = problemOfSeal(found, secrets);
    return problem ? { source, problem } : { source, checkpoint: found };
  } catch (error) {
    return { source, problem: error instanceof Error ? error.message : String(error) };
  }
};

const problemOfSeal = (checkpoint: Checkpoint, secrets: readonly string[]): string | undefined => {
  const seal = sealOf(checkpoint);
  if (seal === 'broken') return 'its signature does not fit: it was changed';
  if (secrets.length === 0) return undefined;
  const keys = secrets.map((secret) => sealWith(secret)(checkpoint).publicKey);
  return keys.includes(checkpoint.publicKey)
    ? undefined
    : 'it was not signed with CZ_CHECKPOINT_SECRET';
};
