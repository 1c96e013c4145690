// Made of public/openapi.json by `npm run openapi`; not written by hand.

export interface paths {
    readonly "/api/action-registry-admin": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read the registry
         * @description The document with all plans, actions, packs and costs as it is in force, an older version of it, or its history.
         */
        readonly get: operations["readRegistry"];
        readonly put?: never;
        /**
         * Publish the registry
         * @description Checked and published as a whole, as the next version; `dryRun` says what would change, and whom it concerns. Other instances use it within 30 seconds.
         */
        readonly post: operations["publishRegistry"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/credits-checkout": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Order a pack
         * @description Opens a Stripe Checkout session. Send the browser to `checkoutUrl`; it comes back to the account page with the id of the session.
         */
        readonly post: operations["orderPack"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/credits-debit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Debit, hold, capture, release or reverse
         * @description `mode` says which. Debit what is known at once; hold before a job of unknown length, then capture what it took or release it. A list of up to 100 answers for each item by itself. `receipt` proves the charge to a backend, which then does the work.
         */
        readonly post: operations["debit"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/credits-matrix": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read plans, packs and prices
         * @description Public: what each action costs in credits, what each plan grants, what packs cost. What actions cost the tenant is not in it.
         */
        readonly get: operations["readMatrix"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/credits-metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read usage and margins
         * @description What was charged, what it is estimated to have cost and what it earned, by action, product, client, day or month; as JSON, CSV or OpenMetrics.
         */
        readonly get: operations["readMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/credits-plan": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Change the plan
         * @description An upgrade grants the difference at once, a downgrade trims granted credits to the new soft cap; purchased ones stay. A plan with a price answers `payment_required` and `checkoutUrl`. Ask with `dryRun` first to say what will happen.
         */
        readonly post: operations["changePlan"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/credits-state": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a wallet
         * @description The balance, open holds, the next grant, and the last entries, newest first: `before` pages on. Nothing is written, also for a client who was never here. Backends and operators say whose wallet with `clientId`.
         */
        readonly get: operations["readState"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/credits-sync": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Carry entries to Odoo
         * @description Carries what the mirror lacks, and makes a checkpoint. The scheduler of the platform calls it.
         */
        readonly get: operations["syncByScheduler"];
        readonly put?: never;
        /**
         * Carry entries to Odoo
         * @description Carries what the mirror lacks, and makes a checkpoint. The scheduler of the platform calls it.
         */
        readonly post: operations["sync"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/credits-topup-confirm": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Confirm a payment
         * @description On the way back from Stripe: credits the pack if it is paid, once, whether this call or the webhook comes first.
         */
        readonly post: operations["confirmTopUp"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/credits-webhook": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Receive an event of Stripe
         * @description Called by Stripe, signed in the header `stripe-signature`. Answered with 200 only when the ledger has what follows from it.
         */
        readonly post: operations["receiveStripeEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read health
         * @description Whether the ledger answers. Operators also see what the mirror lacks.
         */
        readonly get: operations["readHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/admin/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read the audit trail
         * @description What operators did, looked at, or were kept from doing.
         */
        readonly get: operations["readAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/admin/entries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Find entries
         * @description Over all wallets, by trace id, key, id of Stripe, client, kind or time.
         */
        readonly get: operations["findEntries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/admin/statements/{month}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read the month-end statement
         * @description Opening, what came, what went and closing, of all wallets or of one, as JSON or CSV. A closed month is the same whenever it is asked for.
         */
        readonly get: operations["readStatements"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/admin/wallets/{clientId}/adjustments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Adjust a wallet
         * @description Adds to the purchased credits of a client, or takes from them, never below zero. The client sees the reason.
         */
        readonly post: operations["adjustWallet"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/admin/webhook-events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read events of Stripe
         * @description What Stripe sent, and what became of it.
         */
        readonly get: operations["findWebhookEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/billing/statements/{month}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a month
         * @description A client's statement: its sums, and each entry as a sentence that says why credits came or went.
         */
        readonly get: operations["readStatement"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Adjustment: {
            readonly available: number;
            readonly balance: number;
            /** @constant */
            readonly dryRun?: true;
            readonly entry: components["schemas"]["Entry"];
            /** @constant */
            readonly status: "adjusted";
        };
        readonly AdjustmentRequest: {
            /** @description Signed: what is added to the purchased credits, or taken from them. */
            readonly credits: number;
            readonly dryRun?: boolean;
            readonly idempotencyKey: string;
            /** @description Why. The client sees it, too. */
            readonly reason: string;
        };
        readonly Audit: {
            /** @description The newest first. */
            readonly accesses: readonly {
                /** Format: date-time */
                readonly at: string;
                readonly clientId?: string;
                readonly doing: string;
                /** @description Method, path and query, as they were sent. */
                readonly request: string;
                /** @description 1, 2, 3 … without gap. */
                readonly seq: number;
                readonly status: number;
                readonly traceId: string;
                readonly who: string;
            }[];
            /** @description The next page: send it as `before`. Absent at the end. */
            readonly next?: number;
        };
        readonly Backlog: {
            /** @description Why the mirror took nothing the last time. */
            readonly failure?: string;
            /** @description Entries that the mirror lacks. */
            readonly lag: number;
            /** @description Up to 20 of these wallets. No other waits for them. */
            readonly setAside: readonly {
                readonly attempts: number;
                readonly clientId: string;
                readonly reason: string;
                /** Format: date-time */
                readonly retryAt: string;
                /** @description The first entry that the mirror lacks. */
                readonly seq: number;
            }[];
            /** @description For how long the wallet that waits longest has not come further. */
            readonly waitingSeconds: number;
            readonly walletsBehind: number;
            readonly walletsSetAside: number;
        };
        readonly Checkout: {
            /** Format: uri */
            readonly checkoutUrl: string;
            readonly sessionId: string;
        };
        readonly CheckoutRequest: {
            readonly idempotencyKey?: string;
            readonly packId: string;
        };
        readonly Confirmation: {
            readonly balance: number;
            /**
             * @description Why nothing is credited: it waits for the payer, or for the money, or is over without either.
             * @enum {string}
             */
            readonly checkout?: "open" | "unpaid" | "expired";
            /** @description What the pack is worth; of a plan, what its beginning granted, as soon as it did. */
            readonly credits: number;
            /** @enum {string} */
            readonly status: "credited" | "already_credited" | "pending";
        };
        readonly ConfirmRequest: {
            readonly sessionId: string;
        };
        readonly Debit: {
            readonly available: number;
            readonly balance: number;
            /** @constant */
            readonly dryRun?: true;
            readonly enforced: boolean;
            readonly entry: components["schemas"]["Entry"];
            /** @description A JWT that proves this charge to a backend. */
            readonly receipt?: string;
            readonly shortfall?: number;
            /** @enum {string} */
            readonly status: "debited" | "held" | "captured" | "released" | "reversed";
            /** @constant */
            readonly warning?: "insufficient_credits";
        };
        readonly DebitItem: {
            /** @description Any of its spellings. */
            readonly actionId: string;
            /** @description The same answer, and nothing is written. */
            readonly dryRun?: boolean;
            readonly idempotencyKey: string;
            /**
             * @default debit
             * @constant
             */
            readonly mode: "debit";
            /** @default 1 */
            readonly quantity: number;
        } | {
            /** @description Any of its spellings. */
            readonly actionId: string;
            /** @description The same answer, and nothing is written. */
            readonly dryRun?: boolean;
            /** @default 900 */
            readonly expiresInSeconds: number;
            readonly idempotencyKey: string;
            /** @constant */
            readonly mode: "hold";
            /** @default 1 */
            readonly quantity: number;
        } | {
            /** @description The same answer, and nothing is written. */
            readonly dryRun?: boolean;
            readonly holdKey: string;
            readonly idempotencyKey: string;
            /** @constant */
            readonly mode: "capture";
            /** @description The hold's own, if absent; less only for a service. */
            readonly quantity?: number;
        } | {
            /** @description The same answer, and nothing is written. */
            readonly dryRun?: boolean;
            readonly holdKey: string;
            readonly idempotencyKey: string;
            /** @constant */
            readonly mode: "release";
        } | {
            /** @description All that is left, if absent. */
            readonly credits?: number;
            readonly debitKey: string;
            /**
             * @description Only needed where a debit and a capture have the same key; else the debit is meant.
             * @enum {string}
             */
            readonly debitKind?: "debit" | "capture";
            /** @description The same answer, and nothing is written. */
            readonly dryRun?: boolean;
            readonly idempotencyKey: string;
            /** @constant */
            readonly mode: "reverse";
            readonly reason: string;
        };
        readonly DebitRequest: {
            /** @description Any of its spellings. */
            readonly actionId: string;
            /** @description For a service or an operator. */
            readonly clientId?: string;
            /** @description The same answer, and nothing is written. */
            readonly dryRun?: boolean;
            readonly idempotencyKey: string;
            /**
             * @default debit
             * @constant
             */
            readonly mode: "debit";
            /** @default 1 */
            readonly quantity: number;
        } | {
            /** @description Any of its spellings. */
            readonly actionId: string;
            /** @description For a service or an operator. */
            readonly clientId?: string;
            /** @description The same answer, and nothing is written. */
            readonly dryRun?: boolean;
            /** @default 900 */
            readonly expiresInSeconds: number;
            readonly idempotencyKey: string;
            /** @constant */
            readonly mode: "hold";
            /** @default 1 */
            readonly quantity: number;
        } | {
            /** @description For a service or an operator. */
            readonly clientId?: string;
            /** @description The same answer, and nothing is written. */
            readonly dryRun?: boolean;
            readonly holdKey: string;
            readonly idempotencyKey: string;
            /** @constant */
            readonly mode: "capture";
            /** @description The hold's own, if absent; less only for a service. */
            readonly quantity?: number;
        } | {
            /** @description For a service or an operator. */
            readonly clientId?: string;
            /** @description The same answer, and nothing is written. */
            readonly dryRun?: boolean;
            readonly holdKey: string;
            readonly idempotencyKey: string;
            /** @constant */
            readonly mode: "release";
        } | {
            /** @description For a service or an operator. */
            readonly clientId?: string;
            /** @description All that is left, if absent. */
            readonly credits?: number;
            readonly debitKey: string;
            /**
             * @description Only needed where a debit and a capture have the same key; else the debit is meant.
             * @enum {string}
             */
            readonly debitKind?: "debit" | "capture";
            /** @description The same answer, and nothing is written. */
            readonly dryRun?: boolean;
            readonly idempotencyKey: string;
            /** @constant */
            readonly mode: "reverse";
            readonly reason: string;
        } | {
            /** @description For a service or an operator. */
            readonly clientId?: string;
            readonly debits: readonly components["schemas"]["DebitItem"][];
        };
        readonly DebitResults: {
            readonly results: readonly ({
                readonly available: number;
                readonly balance: number;
                /** @constant */
                readonly dryRun?: true;
                readonly enforced: boolean;
                readonly entry: components["schemas"]["Entry"];
                /** @description A JWT that proves this charge to a backend. */
                readonly receipt?: string;
                readonly replayed: boolean;
                readonly shortfall?: number;
                /** @enum {string} */
                readonly status: "debited" | "held" | "captured" | "released" | "reversed";
                /** @constant */
                readonly warning?: "insufficient_credits";
            } | components["schemas"]["Problem"])[];
        };
        readonly Demo: {
            /** @constant */
            readonly charged: false;
            /** @constant */
            readonly status: "demo";
        };
        readonly Entry: {
            readonly actionId?: string;
            readonly actor: string;
            readonly balanceAfter: number;
            readonly clientId: string;
            /** Format: date-time */
            readonly createdAt: string;
            readonly credits?: number;
            readonly creditsDelta: number;
            readonly creditsPerUnit?: number;
            readonly enforced?: boolean;
            /** @description Not shown to users. */
            readonly estimatedCostEur?: number;
            readonly eventId: string;
            /** Format: date-time */
            readonly expiresAt?: string;
            /** @description Of a plan change that time alone brought. */
            readonly fellDue?: {
                /** Format: date-time */
                readonly at: string;
                /** @enum {string} */
                readonly why: "next" | "unpaid";
            };
            readonly from?: string;
            readonly fromGranted?: number;
            readonly fromPurchased?: number;
            readonly hash: string;
            readonly holdKey?: string;
            readonly idempotencyKey: string;
            /** @description What the soft cap kept back. */
            readonly keptBack?: number;
            /** @enum {string} */
            readonly kind: "open" | "grant" | "trim" | "debit" | "hold" | "capture" | "release" | "reversal" | "topup" | "clawback" | "reinstatement" | "plan" | "adjustment" | "adoption";
            readonly month?: string;
            readonly monthlyGrant?: number;
            readonly months?: readonly {
                readonly credits: number;
                readonly month: string;
            }[];
            readonly name: string;
            readonly nominal?: number;
            /** @description What all adopted rows together took beyond what there was. */
            readonly overdrawn?: number;
            readonly packId?: string;
            readonly paid?: {
                readonly amountMinor: number;
                readonly currency: string;
            };
            readonly planId?: string;
            readonly product?: string;
            readonly quantity?: number;
            readonly reason?: string;
            /** @description The name of the earlier entry that this one is about. */
            readonly ref?: string;
            readonly registryVersion: number;
            readonly reserved?: number;
            readonly returned?: {
                readonly amountMinor: number;
                readonly currency: string;
            };
            /** @description The rows of an older ledger that an adoption sums, by their ids there. */
            readonly rows?: readonly number[];
            readonly seq: number;
            readonly shortfall?: number;
            readonly softCap?: number;
            /** @description The subscription that pays for the plan from then on; null: it ended. */
            readonly subscription?: {
                /**
                 * Format: date-time
                 * @description When the default plan takes over unless it is paid.
                 */
                readonly fallsBackAt?: string;
                /**
                 * Format: date-time
                 * @description When it was too late to pay.
                 */
                readonly fellBackAt?: string;
                /** @description Not shown to users. */
                readonly id?: string;
                readonly next?: components["schemas"]["NextPlan"];
                /** Format: date-time */
                readonly pastDueSince?: string;
                /** @description The plan that was paid for last. */
                readonly planId: string;
            } | null;
            /** @description What these rows add up to. */
            readonly sum?: number;
            readonly tenantId: string;
            readonly to?: string;
            readonly toGranted?: number;
            readonly toPurchased?: number;
            readonly traceId: string;
            readonly trimmed?: number;
        };
        readonly FoundEntries: {
            /** @description The newest first. */
            readonly entries: readonly components["schemas"]["Entry"][];
            /** @description The next page: send it as `after`. Absent at the end. */
            readonly next?: string;
        };
        readonly Health: {
            readonly checks: readonly {
                readonly detail?: string;
                readonly name: string;
                /** @enum {string} */
                readonly status: "ok" | "warning" | "failed";
            }[];
            /** @enum {string} */
            readonly ledger: "embedded" | "postgres" | "odoo";
            /** @description For operators, where Odoo mirrors the ledger. */
            readonly mirror?: components["schemas"]["Backlog"];
            /** @enum {string} */
            readonly status: "ok" | "degraded" | "unavailable";
            readonly version: string;
        };
        readonly Matrix: {
            readonly actions: readonly {
                readonly actionId: string;
                readonly creditsPerUnit: number;
                readonly description?: string;
                readonly name: string;
                readonly product: string;
                readonly unit: string;
            }[];
            readonly packs: readonly {
                readonly credits: number;
                readonly name: string;
                readonly packId: string;
                readonly price: {
                    readonly amountMinor: number;
                    readonly currency: string;
                };
            }[];
            readonly plans: readonly {
                readonly features: readonly string[];
                readonly monthlyGrant: number;
                readonly name: string;
                readonly planId: string;
                readonly price?: {
                    readonly amountMinor: number;
                    readonly currency: string;
                };
                readonly selfService: boolean;
                readonly softCap: number;
            }[];
            readonly registryVersion: number;
            readonly tenantId: string;
            readonly topUpAvailable: boolean;
        };
        readonly Metrics: {
            /** Format: date-time */
            readonly from: string;
            /** @enum {string} */
            readonly groupBy: "action" | "product" | "day" | "month" | "client";
            readonly groups: readonly {
                /** @description Debits and captures, also those that were reversed. */
                readonly count: number;
                /** @description Debits + captures − reversals. Exact up to 2^53 − 1; CSV is exact beyond. */
                readonly credits: number;
                /** @description What `credits` are worth, each at its value when the debit was written. */
                readonly creditValueEur: number;
                /** @description What the work cost. A reversal does not take it back. */
                readonly estimatedCostEur: number;
                /** @description An action, a product, a client, 2026-01-31 or 2026-01. */
                readonly key: string;
                /** @description creditValueEur − estimatedCostEur. */
                readonly marginEur: number;
                /** @description marginEur in percent of creditValueEur, of two digits; null unless that is above 0. */
                readonly marginPercent: number | null;
                /** @description What should have been taken, and was not there. */
                readonly shortfallCredits: number;
            }[];
            /** @description Where there are more groups, by `key`: `after` of the request for the next of them. */
            readonly next?: string;
            /** Format: date-time */
            readonly to: string;
            /** @description Of all groups, those of other pages too. */
            readonly totals: {
                /** @description Debits and captures, also those that were reversed. */
                readonly count: number;
                /** @description Debits + captures − reversals. Exact up to 2^53 − 1; CSV is exact beyond. */
                readonly credits: number;
                /** @description What `credits` are worth, each at its value when the debit was written. */
                readonly creditValueEur: number;
                /** @description What the work cost. A reversal does not take it back. */
                readonly estimatedCostEur: number;
                /** @description creditValueEur − estimatedCostEur. */
                readonly marginEur: number;
                /** @description marginEur in percent of creditValueEur, of two digits; null unless that is above 0. */
                readonly marginPercent: number | null;
                /** @description What should have been taken, and was not there. */
                readonly shortfallCredits: number;
            };
        };
        /** @description What takes over when what is paid for has run out. */
        readonly NextPlan: {
            /** Format: date-time */
            readonly at: string;
            readonly planId: string;
        };
        readonly OwnStatement: {
            readonly clientId: string;
            /** @description How many entries the month has in all. */
            readonly count: number;
            readonly entries: readonly {
                /** Format: date-time */
                readonly at: string;
                readonly balanceAfter: number;
                readonly creditsDelta: number;
                readonly grantedAfter: number;
                readonly keptBack?: number;
                /** @enum {string} */
                readonly kind: "open" | "grant" | "trim" | "debit" | "hold" | "capture" | "release" | "reversal" | "topup" | "clawback" | "reinstatement" | "plan" | "adjustment" | "adoption";
                readonly purchasedAfter: number;
                readonly seq: number;
                /** @description What happened, as a sentence for people. */
                readonly what: string;
            }[];
            /** Format: date-time */
            readonly from: string;
            readonly granted: components["schemas"]["StatementLines"];
            /** @description What the cap kept back; in none of the lines. */
            readonly keptBack: number;
            readonly month: string;
            /** @description Give it as `after` to see more; null: that was all. */
            readonly nextAfter: number | null;
            readonly purchased: components["schemas"]["StatementLines"];
            /**
             * @description Nothing can come into a closed month any more.
             * @enum {string}
             */
            readonly status: "open" | "closed";
            readonly tenantId: string;
            /**
             * Format: date-time
             * @description Not included.
             */
            readonly to: string;
            readonly total: components["schemas"]["StatementLines"];
        };
        readonly Plan: {
            readonly features: readonly string[];
            readonly name: string;
            readonly planId: string;
        };
        readonly PlanChange: {
            readonly balance: number;
            /**
             * Format: uri
             * @description Where the plan that was asked for is paid. It is in force when that is done.
             */
            readonly checkoutUrl?: string;
            /** @constant */
            readonly dryRun?: true;
            readonly granted: number;
            readonly next?: components["schemas"]["NextPlan"];
            /** @description The one that is in force. */
            readonly plan: components["schemas"]["Plan"];
            /**
             * Format: uri
             * @description Where the client finds their bills, and changes how they pay. Good for minutes.
             */
            readonly portalUrl?: string;
            /** @enum {string} */
            readonly status: "changed" | "unchanged" | "payment_required";
            readonly trimmed: number;
        };
        readonly PlanRequest: {
            readonly clientId?: string;
            readonly dryRun?: boolean;
            readonly idempotencyKey?: string;
            readonly planId: string;
        };
        readonly Problem: {
            readonly available: number;
            /** @constant */
            readonly code: "insufficient_credits";
            readonly detail: string;
            readonly required: number;
            readonly shortfall: number;
            readonly status: number;
            readonly title: string;
            /** @description Where credits are bought, for whom that is a way out. */
            readonly topUp?: {
                readonly href: string;
                readonly packs: readonly {
                    readonly credits: number;
                    readonly name: string;
                    readonly packId: string;
                    readonly price: {
                        readonly amountMinor: number;
                        readonly currency: string;
                    };
                }[];
            };
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "limit_exceeded";
            readonly detail: string;
            readonly limit: string;
            readonly most: number;
            /** Format: date-time */
            readonly resetsAt: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "forbidden";
            readonly detail: string;
            readonly reason?: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "plan_not_self_service";
            readonly detail: string;
            readonly planId: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "not_found";
            readonly detail: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
            /** @description Of the registry. */
            readonly version?: number;
        } | {
            readonly actionId: string;
            /** @constant */
            readonly code: "unknown_action";
            readonly detail: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "unknown_plan";
            readonly detail: string;
            readonly planId: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "unknown_pack";
            readonly detail: string;
            readonly packId: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "unknown_session";
            readonly detail: string;
            readonly sessionId: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "unknown_hold";
            readonly detail: string;
            readonly holdKey: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "unknown_debit";
            readonly debitKey: string;
            readonly detail: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /**
             * @description By older code, in rows that were taken over.
             * @constant
             */
            readonly adopted?: true;
            /** @constant */
            readonly code: "idempotency_key_reused";
            readonly detail: string;
            readonly idempotencyKey?: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "hold_settled";
            readonly detail: string;
            readonly holdKey: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "reversal_exceeds_debit";
            readonly debitKey: string;
            readonly detail: string;
            /** @description What is left of the debit. */
            readonly reversible: number;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "version_conflict";
            readonly currentVersion: number;
            readonly detail: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "payment_mismatch";
            readonly detail: string;
            readonly packId?: string;
            readonly planId?: string;
            readonly sessionId?: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "too_much";
            /** @description Answers what is too much here. */
            readonly command: string;
            readonly detail: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @constant */
            readonly code: "invalid_request";
            readonly detail: string;
            readonly issues: readonly {
                readonly message: string;
                readonly path: string;
            }[];
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        } | {
            /** @description Entries that the mirror has now and had not before. */
            readonly carried?: number;
            /** @description What the ledger has come to. Keep it where nobody can change it who could change the ledger. */
            readonly checkpoint?: {
                /** Format: date-time */
                readonly at: string;
                readonly entries: number;
                readonly number: number;
                readonly publicKey?: string;
                /** @description SHA-256 of how far every wallet has come. */
                readonly root: string;
                /** @description Ed25519; like the key in base64url. */
                readonly signature?: string;
                readonly wallets: number;
            };
            /** @constant */
            readonly code: "upstream_failed";
            readonly detail: string;
            /** @description Entries that the mirror lacks. */
            readonly lag?: number;
            /** @enum {string} */
            readonly mirror?: "odoo" | "none";
            /** @description Wallets that ended at `seq` when the checkpoint before was made, and end at `found` now. */
            readonly missing?: readonly {
                readonly clientId: string;
                readonly found: number;
                readonly seq: number;
            }[];
            /** @description Up to 20 of these wallets. No other waits for them. */
            readonly setAside?: readonly {
                readonly attempts: number;
                readonly clientId: string;
                readonly reason: string;
                /** Format: date-time */
                readonly retryAt: string;
                /** @description The first entry that the mirror lacks. */
                readonly seq: number;
            }[];
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
            /** @description For how long the wallet that waits longest has not come further. */
            readonly waitingSeconds?: number;
            readonly walletsBehind?: number;
            readonly walletsSetAside?: number;
        } | {
            /** @enum {string} */
            readonly code: "malformed_json" | "invalid_signature" | "unauthenticated" | "method_not_allowed" | "payload_too_large" | "rate_limited" | "internal" | "not_configured" | "ledger_unavailable";
            readonly detail: string;
            readonly status: number;
            readonly title: string;
            readonly traceId: string;
            readonly type: string;
        };
        readonly PublishRequest: {
            /** @description Who publishes, where a machine does. People are named by their own id. */
            readonly author?: string;
            /** @description The last version as you know it. If it is another by now, nothing is published. */
            readonly expectedVersion: number;
            /** @description Why. It is in the history. */
            readonly note?: string;
            /** @description The whole of it, in the form in which it is read. */
            readonly registry?: components["schemas"]["RegistryDocument"];
            /** @description Instead of `registry`: publishes once more what this version was. */
            readonly rollBackTo?: number;
        };
        readonly Registry: {
            readonly author: string;
            readonly note?: string;
            /** Format: date-time */
            readonly publishedAt: string;
            readonly registry: components["schemas"]["RegistryDocument"];
            readonly version: number;
        };
        readonly RegistryDocument: {
            readonly actions: readonly {
                readonly actionId: string;
                /** @default [] */
                readonly aliases: readonly string[];
                /**
                 * @default any
                 * @enum {string}
                 */
                readonly chargeableBy: "any" | "service";
                readonly creditsPerUnit: number;
                readonly description?: string;
                /** @description What a unit costs us; never public. */
                readonly estimatedCostMicroEur: number;
                readonly name: string;
                readonly product: string;
                /** @description What one unit is: question, report, page … */
                readonly unit: string;
            }[];
            readonly creditValueMicroEur: number;
            /** @description The plan on which a wallet is opened. */
            readonly defaultPlanId: string;
            readonly packs: readonly {
                readonly credits: number;
                readonly name: string;
                readonly packId: string;
                readonly price: {
                    /** @description In the smallest unit of the currency. */
                    readonly amountMinor: number;
                    readonly currency: string;
                };
                /** @description A price that is kept in Stripe, of the same amount; never public. */
                readonly stripePriceId?: string;
            }[];
            readonly plans: readonly {
                readonly features: readonly string[];
                readonly monthlyGrant: number;
                readonly name: string;
                readonly planId: string;
                readonly price?: {
                    /** @description In the smallest unit of the currency. */
                    readonly amountMinor: number;
                    readonly currency: string;
                };
                /** @description Whether users may move to it by themselves. */
                readonly selfService: boolean;
                /** @description Bounds the granted credits; 3 × the grant if absent. */
                readonly softCap?: number;
                /** @description A price that is kept in Stripe, of the same amount; never public. */
                readonly stripePriceId?: string;
            }[];
        };
        readonly RegistryHistory: {
            readonly versions: readonly {
                readonly author: string;
                /** @description To the version before; of the first, none. */
                readonly diff: readonly string[];
                readonly note?: string;
                /** Format: date-time */
                readonly publishedAt: string;
                readonly version: number;
            }[];
        };
        readonly RegistryPreview: {
            /** @description A line for each difference: `actions.ask_ai.creditsPerUnit: 1 → 2`, `plans: + gold`. */
            readonly diff: readonly string[];
            /** @constant */
            readonly dryRun: true;
            /** @constant */
            readonly ledgerWrites: false;
            /** @description All debits and captures of the last whole month (UTC): credits per unit × quantity, also what was short and what was reversed since. */
            readonly shadowRating: {
                readonly actions: readonly {
                    readonly actionId: string;
                    /** @description At the prices of what is asked about. */
                    readonly candidateCredits: number;
                    readonly delta: number;
                    /** @description At the prices at which it was charged. */
                    readonly existingCredits: number;
                    /** @description In units. */
                    readonly quantity: number;
                }[];
                /** Format: date-time */
                readonly from: string;
                /** @description Actions that were used and would not be there any more. They would cost nothing. */
                readonly gone: readonly string[];
                /** Format: date-time */
                readonly to: string;
                readonly totals: {
                    /** @description At the prices of what is asked about. */
                    readonly candidateCredits: number;
                    readonly delta: number;
                    /** @description At the prices at which it was charged. */
                    readonly existingCredits: number;
                };
            };
            /** @description The number that it would get. */
            readonly version: number;
        };
        readonly State: {
            readonly available: number;
            readonly balance: number;
            readonly clientId: string;
            readonly enforce: boolean;
            readonly granted: number;
            readonly held: number;
            readonly holds: readonly {
                readonly credits: number;
                /** Format: date-time */
                readonly expiresAt: string;
                readonly key: string;
            }[];
            readonly ledgerTail: readonly components["schemas"]["Entry"][];
            readonly monthlyGrant: number;
            readonly nextGrant: {
                /** Format: date-time */
                readonly at: string;
                readonly credits: number;
            };
            readonly plan: components["schemas"]["Plan"];
            readonly purchased: number;
            readonly softCap: number;
            /** @description What pays for a plan. Absent where nothing does. */
            readonly subscription?: components["schemas"]["Subscription"];
            readonly tenantId: string;
            readonly updatedAt: string | null;
            /** @description The number of the last entry; 0 before the first. */
            readonly version: number;
        };
        readonly Statement: {
            /** @description What was booked for packs, beside what was credited; null where nobody can pay. */
            readonly cash: {
                readonly differences: readonly {
                    readonly clientId: string;
                    readonly currency: string;
                    readonly ledger: {
                        readonly bought: number;
                        readonly returned: number;
                    };
                    readonly provider: {
                        readonly paid: number;
                        readonly returned: number;
                    };
                    readonly sessionId: string;
                }[];
                readonly sums: readonly {
                    readonly currency: string;
                    readonly ledger: {
                        readonly bought: number;
                        readonly net: number;
                        readonly returned: number;
                    };
                    readonly provider: {
                        readonly disputed: number;
                        readonly net: number;
                        readonly paid: number;
                        readonly refunded: number;
                    };
                }[];
            } | null;
            readonly clientId?: string;
            readonly clients: readonly {
                readonly clientId: string;
                readonly entries: number;
                readonly granted: components["schemas"]["StatementLines"];
                /** @description What the cap kept back; in none of the lines. */
                readonly keptBack: number;
                /** @description In minor units: opening + bought − returned − used = closing, owed for `credits`. */
                readonly liability: readonly {
                    readonly bought: number;
                    readonly closing: number;
                    readonly credits: number;
                    readonly currency: string;
                    readonly opening: number;
                    readonly returned: number;
                    readonly used: number;
                }[];
                /** @description Credits that clients owe, at the end: spent, and clawed back. */
                readonly owedCredits: number;
                readonly purchased: components["schemas"]["StatementLines"];
                readonly total: components["schemas"]["StatementLines"];
                /** @description Purchased credits that nobody paid for, at the end. */
                readonly unpaidCredits: number;
            }[];
            /** Format: date-time */
            readonly from: string;
            readonly month: string;
            /**
             * @description Nothing can come into a closed month any more.
             * @enum {string}
             */
            readonly status: "open" | "closed";
            readonly tenantId: string;
            /**
             * Format: date-time
             * @description Not included.
             */
            readonly to: string;
            readonly totals: {
                readonly clients: number;
                readonly entries: number;
                readonly granted: components["schemas"]["StatementLines"];
                /** @description What the cap kept back; in none of the lines. */
                readonly keptBack: number;
                /** @description In minor units: opening + bought − returned − used = closing, owed for `credits`. */
                readonly liability: readonly {
                    readonly bought: number;
                    readonly closing: number;
                    readonly credits: number;
                    readonly currency: string;
                    readonly opening: number;
                    readonly returned: number;
                    readonly used: number;
                }[];
                /** @description Credits that clients owe, at the end: spent, and clawed back. */
                readonly owedCredits: number;
                readonly purchased: components["schemas"]["StatementLines"];
                readonly total: components["schemas"]["StatementLines"];
                /** @description Purchased credits that nobody paid for, at the end. */
                readonly unpaidCredits: number;
            };
        };
        /** @description opening + granted + bought + reinstated + adjusted + reversed + adopted − used − trimmed − clawedBack = closing. */
        readonly StatementLines: {
            readonly adjusted: number;
            readonly adopted: number;
            readonly bought: number;
            readonly clawedBack: number;
            readonly closing: number;
            readonly granted: number;
            readonly opening: number;
            readonly reinstated: number;
            readonly reversed: number;
            readonly trimmed: number;
            readonly used: number;
        };
        readonly Subscription: {
            /**
             * Format: date-time
             * @description When the default plan takes over unless it is paid.
             */
            readonly fallsBackAt?: string;
            readonly next?: components["schemas"]["NextPlan"];
            /** Format: date-time */
            readonly pastDueSince?: string;
            /** @description The plan that was paid for last. */
            readonly planId: string;
            /** @enum {string} */
            readonly status: "active" | "past_due";
        };
        readonly Sync: {
            /** @description Entries that the mirror has now and had not before. */
            readonly carried: number;
            /** @description What the ledger has come to. Keep it where nobody can change it who could change the ledger. */
            readonly checkpoint?: {
                /** Format: date-time */
                readonly at: string;
                readonly entries: number;
                readonly number: number;
                readonly publicKey?: string;
                /** @description SHA-256 of how far every wallet has come. */
                readonly root: string;
                /** @description Ed25519; like the key in base64url. */
                readonly signature?: string;
                readonly wallets: number;
            };
            /** @description Why the mirror took nothing the last time. */
            readonly failure?: string;
            /** @description Entries that the mirror lacks. */
            readonly lag: number;
            /** @enum {string} */
            readonly mirror: "odoo" | "none";
            /** @description Wallets that ended at `seq` when the checkpoint before was made, and end at `found` now. */
            readonly missing: readonly {
                readonly clientId: string;
                readonly found: number;
                readonly seq: number;
            }[];
            /** @description Up to 20 of these wallets. No other waits for them. */
            readonly setAside: readonly {
                readonly attempts: number;
                readonly clientId: string;
                readonly reason: string;
                /** Format: date-time */
                readonly retryAt: string;
                /** @description The first entry that the mirror lacks. */
                readonly seq: number;
            }[];
            /** @description For how long the wallet that waits longest has not come further. */
            readonly waitingSeconds: number;
            readonly walletsBehind: number;
            readonly walletsSetAside: number;
        };
        readonly Webhook: {
            /** @description false: it needs no work, or is none of this service. */
            readonly handled: boolean;
        };
        readonly WebhookEvents: {
            /** @description Those that were first seen last come first. */
            readonly events: readonly {
                readonly clientId?: string;
                readonly deliveries: number;
                readonly eventId: string;
                /**
                 * @description What became of it the last time. `refused` needs somebody to look; `failed` comes again.
                 * @enum {string}
                 */
                readonly fate: "handled" | "ignored" | "refused" | "failed";
                /** Format: date-time */
                readonly firstSeenAt: string;
                /** Format: date-time */
                readonly lastSeenAt: string;
                readonly objectId: string;
                /** Format: date-time */
                readonly occurredAt: string;
                readonly reason?: string;
                /** @description Of the last delivery; the log has it. */
                readonly traceId: string;
                readonly type: string;
            }[];
            /** @description The next page: send it as `after`. Absent at the end. */
            readonly next?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly readRegistry: {
        readonly parameters: {
            readonly query?: {
                /** @description Of a history: older versions than this one. */
                readonly before?: string;
                /** @description What was published, newest first, without the registries themselves. */
                readonly history?: "1" | "true";
                /** @description Of a history: how many versions; 20 if absent. */
                readonly limit?: string;
                /** @description That version, instead of the last one. */
                readonly version?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The last version, or the one that was asked for; or versions, newest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Registry"] | components["schemas"]["RegistryHistory"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly publishRegistry: {
        readonly parameters: {
            readonly query?: {
                /** @description Publishes nothing, and says what it would change. */
                readonly dryRun?: "1" | "true";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PublishRequest"];
            };
        };
        readonly responses: {
            /** @description Of a dry run: what would change. Nothing is published. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RegistryPreview"];
                };
            };
            /** @description The version that is in force now. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Registry"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly orderPack: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Takes the place of `idempotencyKey` in the body. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CheckoutRequest"];
            };
        };
        readonly responses: {
            /** @description Where to pay. Repeated with its key, the same session. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Checkout"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly debit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Takes the place of `idempotencyKey` in the body. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["DebitRequest"];
            };
        };
        readonly responses: {
            /** @description The entry, or one result for each item. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Debit"] | components["schemas"]["DebitResults"] | components["schemas"]["Demo"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readMatrix: {
        readonly parameters: {
            readonly query?: {
                readonly product?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The registry in force, as far as it is public. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Matrix"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readMetrics: {
        readonly parameters: {
            readonly query?: {
                readonly action?: string;
                /** @description Of JSON by `key`: the key behind which to go on, as `next` of the answer before has it. */
                readonly after?: string;
                readonly clientId?: string;
                /** @description csv: all groups, whatever their number. openmetrics: for Prometheus, counters, of all time unless it is said otherwise, and gauges; one client at a time. */
                readonly format?: "json" | "csv" | "openmetrics";
                /** @description The first instant that counts; if absent, the start of the month before `to`, or of this one. Days are UTC. */
                readonly from?: string;
                /** @description `action` if absent. Days and months are UTC. */
                readonly groupBy?: "action" | "product" | "day" | "month" | "client";
                /** @description Of JSON: how many groups at most; 1000 if absent. */
                readonly limit?: string;
                /** @description Of JSON: `key` if absent; `credits`: the largest first, as many as `limit`. */
                readonly orderBy?: "key" | "credits";
                readonly product?: string;
                /** @description The first instant that does not count any more; if absent, the end of this month, or of a later `from`’s. */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Groups in the order of their keys, and the sum of all. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Metrics"];
                    readonly "application/openmetrics-text": string;
                    readonly "text/csv": string;
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly changePlan: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Takes the place of `idempotencyKey` in the body. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PlanRequest"];
            };
        };
        readonly responses: {
            /** @description The plan that is in force now, and what the change did. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PlanChange"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readState: {
        readonly parameters: {
            readonly query?: {
                readonly before?: string;
                readonly clientId?: string;
                readonly tail?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The wallet; a grant that is due is in it already. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["State"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly syncByScheduler: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What came to Odoo, and what it still lacks. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Sync"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly sync: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What came to Odoo, and what it still lacks. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Sync"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly confirmTopUp: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ConfirmRequest"];
            };
        };
        readonly responses: {
            /** @description What became of the payment. Credited once, with the webhook or without. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Confirmation"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly receiveStripeEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": Record<string, never>;
            };
        };
        readonly responses: {
            /** @description The ledger has what follows from the event. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What was checked. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readAudit: {
        readonly parameters: {
            readonly query?: {
                /** @description Those numbered below. */
                readonly before?: string;
                /** @description Whose wallet it was about. */
                readonly clientId?: string;
                /** @description `adjustment.post`, `entries.search` … */
                readonly doing?: string;
                /** @description The first moment. */
                readonly from?: string;
                readonly limit?: string;
                /** @description The first moment after it. */
                readonly to?: string;
                /** @description A person's Clerk id, `machine`, or `reader`. */
                readonly who?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of it, the newest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Audit"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly findEntries: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                readonly clientId?: string;
                /** @description The first moment. */
                readonly from?: string;
                /** @description An idempotency key, of any kind of entry; or a whole name, `CZ_SMCR|debit|<key>`. */
                readonly key?: string;
                readonly kind?: "open" | "grant" | "trim" | "debit" | "hold" | "capture" | "release" | "reversal" | "topup" | "clawback" | "reinstatement" | "plan" | "adjustment" | "adoption";
                readonly limit?: string;
                /** @description Of a payment: its top-up and what went back of it. Of a subscription: its changes of plan. */
                readonly stripeId?: string;
                /** @description The first moment after it. */
                readonly to?: string;
                /** @description Of a request: what `x-trace-id` said. */
                readonly traceId?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of them, the newest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FoundEntries"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readStatements: {
        readonly parameters: {
            readonly query?: {
                /** @description Of this client alone. */
                readonly clientId?: string;
                readonly format?: "json" | "csv";
            };
            readonly header?: never;
            readonly path: {
                readonly month: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Whole, or the error too_much, which says what to run. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Statement"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly adjustWallet: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Takes the place of `idempotencyKey` in the body. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path: {
                readonly clientId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AdjustmentRequest"];
            };
        };
        readonly responses: {
            /** @description The entry; repeated with its key, the same one. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Adjustment"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly findWebhookEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the page before. */
                readonly after?: string;
                readonly clientId?: string;
                readonly event?: string;
                readonly fate?: "handled" | "ignored" | "refused" | "failed";
                /** @description First seen at that moment or later. */
                readonly from?: string;
                readonly limit?: string;
                /** @description What the event tells of: `cs_…`, `re_…`, `in_…` */
                readonly object?: string;
                /** @description First seen before that moment. */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of them, the newest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEvents"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly readStatement: {
        readonly parameters: {
            readonly query?: {
                /** @description Shows the entries behind this number. */
                readonly after?: string;
                /** @description For a service or an operator. */
                readonly clientId?: string;
                readonly limit?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly month: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The sums of the month, and a page of its entries. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OwnStatement"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            readonly default: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
