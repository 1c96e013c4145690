import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type TenantId, tenantId } from '../../wallet/ids.js';
import { type Instant, instant } from '../../wallet/instant.js';
import { canonicalJson } from '../canonical-json.js';
import { type Hash, hash } from '../hash-chain.js';
import type { Ledger } from '../ledger.js';

/** How far a wallet had come: the number of its last entry, and that entry's hash. */
export type Head = { readonly clientId: string; readonly seq: number; readonly hash: Hash };

/**
 * What all wallets of a tenant had come to at a moment. A chain of hashes shows every change but one: that its end was cut
 * off. Kept elsewhere, a checkpoint shows that, too.
 */
export type Checkpoint = CheckpointStatement & { readonly heads: readonly Head[] };

/** What is signed, and short enough for a log: whoever has the heads can compute the root again. */
export type CheckpointStatement = {
  readonly tenantId: TenantId;
  /** 1, 2, 3 … as they were made. */
  readonly number: number;
  readonly at: Instant;
  readonly wallets: number;
  readonly entries: number;
  /** SHA-256 of the heads, `[[client id, number, hash] …]` by client id, as RFC 8785 JSON. */
  readonly root: Hash;
  /** Ed25519, both base64url; absent where no secret is configured. */
  readonly publicKey?: string;
  readonly signature?: string;
};

/** Where checkpoints lie: best in another storage than the ledger that they are of. */
export interface CheckpointStore {
  latest(tenantId: TenantId): Promise<Checkpoint | undefined>;
  /** When the latest was made, whatever else it says. */
  lastAt(tenantId: TenantId): Promise<Instant | undefined>;
  /** Answers false when somebody else has added one of that number. */
  add(checkpoint: Checkpoint): Promise<boolean>;
}

export type Seal = (statement: CheckpointStatement) => CheckpointStatement;

/** What is missing of what a checkpoint knew: nothing of a ledger ever goes away by itself. */
export type Missing = { readonly known: Head; readonly found: number };

/**
 * Takes down what all wallets have come to. What the checkpoint before knew, and the ledger no longer has, is told, and
 * kept: a later checkpoint must not forget it.
 */
export const takeCheckpoint = async (
  ledger: Pick<Ledger, 'wallets'>,
  of: { readonly tenantId: TenantId; readonly at: Instant; readonly seal: Seal },
  before: Checkpoint | undefined,
): Promise<{ readonly checkpoint: Checkpoint; readonly missing: readonly Missing[] }> => {
  const heads = new Map<string, Head>();
  for await (const scanned of ledger.wallets(of.tenantId)) {
    if ('problem' in scanned) continue; // it is verification that tells of it
    const { clientId, headHash, wallet } = scanned;
    heads.set(clientId, { clientId, seq: wallet.version, hash: headHash });
  }
  const missing: Missing[] = [];
  for (const known of before?.heads ?? []) {
    const found = heads.get(known.clientId)?.seq ?? 0;
    if (found >= known.seq) continue;
    missing.push({ known, found });
    heads.set(known.clientId, known);
  }
  const sorted = [...heads.values()].sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
  const statement = of.seal({
    tenantId: of.tenantId,
    number: (before?.number ?? 0) + 1,
    at: of.at,
    wallets: sorted.length,
    entries: sorted.reduce((sum, { seq }) => sum + seq, 0),
    root: rootOf(sorted),
  });
  return { checkpoint: { ...statement, heads: sorted }, missing };
};

/** All that several checkpoints knew: of each wallet the furthest. */
export const furthestHeads = (checkpoints: readonly Checkpoint[]): readonly Head[] => {
  const furthest = new Map<string, Head>();
  for (const head of checkpoints.flatMap(({ heads }) => heads)) {
    if (head.seq > (furthest.get(head.clientId)?.seq ?? 0)) furthest.set(head.clientId, head);
  }
  return [...furthest.values()];
};

const rootOf = (heads: readonly Head[]): Hash =>
  hash(
    createHash('sha256')
      .update(canonicalJson(heads.map(tuple)))
      .digest('hex'),
  );

const tuple = ({ clientId, hash: of, seq }: Head) => [clientId, seq, of] as const;

/** The form that a checkpoint is stored and exported in. */
export const storedCheckpoint = ({ heads, ...statement }: Checkpoint) => ({
  v: 1,
  ...statement,
  heads: heads.map(tuple),
});

const schema = z
  .strictObject({
    v: z.literal(1),
    tenantId: z.string().transform(tenantId),
    number: z.int().min(1),
    at: z.iso.datetime().transform(instant),
    wallets: z.int(),
    entries: z.int(),
    root: z.string().transform(hash),
    publicKey: z.string().optional(),
    signature: z.string().optional(),
    heads: z.array(
      z
        .tuple([z.string(), z.int().min(1), z.string().transform(hash)])
        .transform(([clientId, seq, of]): Head => ({ clientId, seq, hash: of })),
    ),
  })
  .refine(({ heads, root }) => rootOf(heads) === root, 'its root is not that of its heads')
  .transform(
    ({ publicKey, signature, v, ...checkpoint }): Checkpoint => ({
      ...checkpoint,
      ...(publicKey !== undefined && { publicKey }),
      ...(signature !== undefined && { signature }),
    }),
  );

/** Reads a checkpoint back. Throws a ZodError where it is none, or its heads are not those of its root. */
export const checkpointFrom = (stored: unknown): Checkpoint => schema.parse(stored);
