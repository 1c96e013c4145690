import { createHash } from 'node:crypto';
import type { TenantId, WalletId } from '../../wallet/ids.js';

/** The module that all external ids are under. It need not be installed: it is only the first half of a unique pair. */
const MODULE = 'cz_smcr';

/** Whether an external id is one that the ledger gave. */
export const isOurs = (externalId: string): boolean => externalId.startsWith(`${MODULE}.`);

/**
 * A wallet in external ids: short, of few characters, and the same for nobody else. Ids of clients may hold what would
 * make two of them look alike once a number is put behind.
 */
const tagOf = ({ clientId, tenantId }: WalletId): string =>
  `w${createHash('sha256').update(`${tenantId}:${clientId}`).digest('hex').slice(0, 32)}`;

/** Unique in Odoo, which makes an append a compare-and-swap: whoever creates number `seq` first has it. */
export const entryExternalId = (walletId: WalletId, seq: number): string =>
  `${MODULE}.${tagOf(walletId)}_${seq}`;

/** The partner that carries a wallet's rows. */
export const walletExternalId = (walletId: WalletId): string => `${MODULE}.${tagOf(walletId)}`;

/** What a wallet's partner is found by; indexed in Odoo. */
export const walletRef = ({ clientId, tenantId }: WalletId): string => `${tenantId}:${clientId}`;

/** The refs of all wallets of a tenant, as `=like` wants them: `_` would stand for any character. */
export const refsOfWallets = (tenantId: TenantId): string => `${tenantId.replaceAll('_', '\\_')}:%`;

/** The client of a wallet's ref, or undefined where it is not one of that tenant's. */
export const clientOfRef = (tenantId: TenantId, ref: unknown): string | undefined =>
  typeof ref === 'string' && ref.startsWith(`${tenantId}:`)
    ? ref.slice(tenantId.length + 1)
    : undefined;

/** The partner that carries what belongs to a tenant as a whole: its registry and its checkpoints. */
export const tenantExternalId = (tenantId: TenantId): string => `${MODULE}.tenant_${tenantId}`;

export const tenantRef = (tenantId: TenantId): string => tenantId;

/** A document of the tenant's under a number: a version of the registry, a checkpoint. */
export const documentExternalId = (
  tenantId: TenantId,
  kind: DocumentKind,
  number: number,
): string => `${MODULE}.${kind}_${tenantId}_${number}`;

export const documentName = (kind: DocumentKind, number: number): string =>
  `CZ_SMCR|${kind}|${number}`;

/** No row has it. One name alone would be looked for in an index that is slow at a million rows. */
export const NO_NAME = 'CZ_SMCR||';

export type DocumentKind = 'registry' | 'checkpoint';

/** Made once with an administrator's login; rows of the ledger belong to it. */
export const TEAM_EXTERNAL_ID = `${MODULE}.team`;
