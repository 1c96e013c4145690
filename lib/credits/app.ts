import type { Entry } from '../ledger/entry.js';
import type { Ledger, Outcome, Submission } from '../ledger/ledger.js';
import type { Relay } from '../ledger/mirror/relay.js';
import type { OpenReports } from '../ledger/reports/reports.js';
import type { Payments } from '../payments/payments.js';
import type { CurrentRegistry } from '../registry/current-registry.js';
import type { Actor } from '../wallet/actor.js';
import type { IdempotencyKey, TenantId, WalletId } from '../wallet/ids.js';
import type { Instant } from '../wallet/instant.js';

/** What the use cases work with. Everything that has a side effect comes in here. */
export type Credits = {
  readonly tenantId: TenantId;
  /** Whether a charge that can't be paid is refused, or only warned of. */
  readonly enforce: boolean;
  readonly now: () => Instant;
  readonly newKey: () => IdempotencyKey;
  readonly registry: Pick<CurrentRegistry, 'current' | 'latest' | 'publish' | 'version'>;
  readonly ledger: Pick<Ledger, 'read' | 'health'>;
  readonly reports: OpenReports;
  readonly submit: (submission: Submission) => Promise<Outcome>;
  /** Absent where nothing shows what the ledger has. */
  readonly mirror?: Pick<Relay, 'carryAll' | 'backlog'>;
  /** Absent when no secret is configured to sign receipts with. */
  readonly signReceipt: ((entry: Entry) => Promise<string>) | undefined;
  /** Where a client goes to buy credits. */
  readonly topUpHref: string;
  /** How long a plan stays in force that is not paid for any more. */
  readonly paymentGraceSeconds: number;
  /** For operators. */
  readonly log: (record: Readonly<Record<string, unknown>>) => void;
  /** Loads the provider of payments when it is needed; absent where nobody can pay. */
  readonly payments?: () => Promise<Payments>;
};

/** Whose wallet a request is about, and as whom the caller acts on it. */
export type Party = { readonly walletId: WalletId; readonly actor: Actor };
