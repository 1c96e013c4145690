// Made of public/openapi.json by `npm run openapi`; not written by hand.

export interface paths {
    "/api/action-registry-admin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the registry
         * @description The document with all plans, actions, packs and costs as it is in force, an older version of it, or its history.
         */
        get: operations["readRegistry"];
        put?: never;
        /**
         * Publish the registry
         * @description Checked and published as a whole, as the next version; `dryRun` says what would change, and whom it concerns. Other instances use it within 30 seconds.
         */
        post: operations["publishRegistry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credits-checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order a pack
         * @description Opens a Stripe Checkout session. Send the browser to `checkoutUrl`; it comes back to the account page with the id of the session.
         */
        post: operations["orderPack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credits-debit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Debit, hold, capture, release or reverse
         * @description `mode` says which. Debit what is known at once; hold before a job of unknown length, then capture what it took or release it. A list of up to 100 answers for each item by itself. `receipt` proves the charge to a backend, which then does the work.
         */
        post: operations["debit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credits-matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read plans, packs and prices
         * @description Public: what each action costs in credits, what each plan grants, what packs cost. What actions cost the tenant is not in it.
         */
        get: operations["readMatrix"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credits-metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read usage and margins
         * @description What was charged, what it is estimated to have cost and what it earned, by action, product, client, day or month; as JSON, CSV or OpenMetrics.
         */
        get: operations["readMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credits-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the plan
         * @description An upgrade grants the difference at once, a downgrade trims granted credits to the new soft cap; purchased ones stay. A plan with a price answers `payment_required` and `checkoutUrl`. Ask with `dryRun` first to say what will happen.
         */
        post: operations["changePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credits-state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a wallet
         * @description The balance, open holds, the next grant, and the last entries, newest first: `before` pages on. Nothing is written, also for a client who was never here. Backends and operators say whose wallet with `clientId`.
         */
        get: operations["readState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credits-sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Carry entries to Odoo
         * @description Carries what the mirror lacks, and makes a checkpoint. The scheduler of the platform calls it.
         */
        get: operations["syncByScheduler"];
        put?: never;
        /**
         * Carry entries to Odoo
         * @description Carries what the mirror lacks, and makes a checkpoint. The scheduler of the platform calls it.
         */
        post: operations["sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credits-topup-confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a payment
         * @description On the way back from Stripe: credits the pack if it is paid, once, whether this call or the webhook comes first.
         */
        post: operations["confirmTopUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/credits-webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive an event of Stripe
         * @description Called by Stripe, signed in the header `stripe-signature`. Answered with 200 only when the ledger has what follows from it.
         */
        post: operations["receiveStripeEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read health
         * @description Whether the ledger answers. Operators also see what the mirror lacks.
         */
        get: operations["readHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the audit trail
         * @description What operators did, looked at, or were kept from doing.
         */
        get: operations["readAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find entries
         * @description Over all wallets, by trace id, key, id of Stripe, client, kind or time.
         */
        get: operations["findEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the month-end statement
         * @description Opening, what came, what went and closing, of all wallets or of one, as JSON or CSV. A closed month is the same whenever it is asked for.
         */
        get: operations["readStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/wallets/{clientId}/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adjust a wallet
         * @description Adds to the purchased credits of a client, or takes from them, never below zero. The client sees the reason.
         */
        post: operations["adjustWallet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/webhook-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read events of Stripe
         * @description What Stripe sent, and what became of it.
         */
        get: operations["findWebhookEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/billing/statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a month
         * @description A client's statement: its sums, and each entry as a sentence that says why credits came or went.
         */
        get: operations["readStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Adjustment: {
            available: number;
            balance: number;
            /** @constant */
            dryRun?: true;
            entry: components["schemas"]["Entry"];
            /** @constant */
            status: "adjusted";
        };
        AdjustmentRequest: {
            /** @description Signed: what is added to the purchased credits, or taken from them. */
            credits: number;
            dryRun?: boolean;
            idempotencyKey: string;
            /** @description Why. The client sees it, too. */
            reason: string;
        };
        Audit: {
            /** @description The newest first. */
            accesses: {
                /** Format: date-time */
                at: string;
                clientId?: string;
                doing: string;
                /** @description Method, path and query, as they were sent. */
                request: string;
                /** @description 1, 2, 3 … without gap. */
                seq: number;
                status: number;
                traceId: string;
                who: string;
            }[];
            /** @description The next page: send it as `before`. Absent at the end. */
            next?: number;
        };
        Backlog: {
            /** @description Why the mirror took nothing the last time. */
            failure?: string;
            /** @description Entries that the mirror lacks. */
            lag: number;
            /** @description Up to 20 of these wallets. No other waits for them. */
            setAside: {
                attempts: number;
                clientId: string;
                reason: string;
                /** Format: date-time */
                retryAt: string;
                /** @description The first entry that the mirror lacks. */
                seq: number;
            }[];
            /** @description For how long the wallet that waits longest has not come further. */
            waitingSeconds: number;
            walletsBehind: number;
            walletsSetAside: number;
        };
        Checkout: {
            /** Format: uri */
            checkoutUrl: string;
            sessionId: string;
        };
        CheckoutRequest: {
            idempotencyKey?: string;
            packId: string;
        };
        Confirmation: {
            balance: number;
            /**
             * @description Why nothing is credited: it waits for the payer, or for the money, or is over without either.
             * @enum {string}
             */
            checkout?: "open" | "unpaid" | "expired";
            /** @description What the pack is worth; of a plan, what its beginning granted, as soon as it did. */
            credits: number;
            /** @enum {string} */
            status: "credited" | "already_credited" | "pending";
        };
        ConfirmRequest: {
            sessionId: string;
        };
        Debit: {
            available: number;
            balance: number;
            /** @constant */
            dryRun?: true;
            enforced: boolean;
            entry: components["schemas"]["Entry"];
            /** @description A JWT that proves this charge to a backend. */
            receipt?: string;
            shortfall?: number;
            /** @enum {string} */
            status: "debited" | "held" | "captured" | "released" | "reversed";
            /** @constant */
            warning?: "insufficient_credits";
        };
        DebitItem: {
            /** @description Any of its spellings. */
            actionId: string;
            /** @description The same answer, and nothing is written. */
            dryRun?: boolean;
            idempotencyKey: string;
            /**
             * @default debit
             * @constant
             */
            mode: "debit";
            /** @default 1 */
            quantity: number;
        } | {
            /** @description Any of its spellings. */
            actionId: string;
            /** @description The same answer, and nothing is written. */
            dryRun?: boolean;
            /** @default 900 */
            expiresInSeconds: number;
            idempotencyKey: string;
            /** @constant */
            mode: "hold";
            /** @default 1 */
            quantity: number;
        } | {
            /** @description The same answer, and nothing is written. */
            dryRun?: boolean;
            holdKey: string;
            idempotencyKey: string;
            /** @constant */
            mode: "capture";
            /** @description The hold's own, if absent; less only for a service. */
            quantity?: number;
        } | {
            /** @description The same answer, and nothing is written. */
            dryRun?: boolean;
            holdKey: string;
            idempotencyKey: string;
            /** @constant */
            mode: "release";
        } | {
            /** @description All that is left, if absent. */
            credits?: number;
            debitKey: string;
            /**
             * @description Only needed where a debit and a capture have the same key; else the debit is meant.
             * @enum {string}
             */
            debitKind?: "debit" | "capture";
            /** @description The same answer, and nothing is written. */
            dryRun?: boolean;
            idempotencyKey: string;
            /** @constant */
            mode: "reverse";
            reason: string;
        };
        DebitRequest: {
            /** @description Any of its spellings. */
            actionId: string;
            /** @description For a service or an operator. */
            clientId?: string;
            /** @description The same answer, and nothing is written. */
            dryRun?: boolean;
            idempotencyKey: string;
            /**
             * @default debit
             * @constant
             */
            mode: "debit";
            /** @default 1 */
            quantity: number;
        } | {
            /** @description Any of its spellings. */
            actionId: string;
            /** @description For a service or an operator. */
            clientId?: string;
            /** @description The same answer, and nothing is written. */
            dryRun?: boolean;
            /** @default 900 */
            expiresInSeconds: number;
            idempotencyKey: string;
            /** @constant */
            mode: "hold";
            /** @default 1 */
            quantity: number;
        } | {
            /** @description For a service or an operator. */
            clientId?: string;
            /** @description The same answer, and nothing is written. */
            dryRun?: boolean;
            holdKey: string;
            idempotencyKey: string;
            /** @constant */
            mode: "capture";
            /** @description The hold's own, if absent; less only for a service. */
            quantity?: number;
        } | {
            /** @description For a service or an operator. */
            clientId?: string;
            /** @description The same answer, and nothing is written. */
            dryRun?: boolean;
            holdKey: string;
            idempotencyKey: string;
            /** @constant */
            mode: "release";
        } | {
            /** @description For a service or an operator. */
            clientId?: string;
            /** @description All that is left, if absent. */
            credits?: number;
            debitKey: string;
            /**
             * @description Only needed where a debit and a capture have the same key; else the debit is meant.
             * @enum {string}
             */
            debitKind?: "debit" | "capture";
            /** @description The same answer, and nothing is written. */
            dryRun?: boolean;
            idempotencyKey: string;
            /** @constant */
            mode: "reverse";
            reason: string;
        } | {
            /** @description For a service or an operator. */
            clientId?: string;
            debits: components["schemas"]["DebitItem"][];
        };
        DebitResults: {
            results: ({
                available: number;
                balance: number;
                /** @constant */
                dryRun?: true;
                enforced: boolean;
                entry: components["schemas"]["Entry"];
                /** @description A JWT that proves this charge to a backend. */
                receipt?: string;
                replayed: boolean;
                shortfall?: number;
                /** @enum {string} */
                status: "debited" | "held" | "captured" | "released" | "reversed";
                /** @constant */
                warning?: "insufficient_credits";
            } | components["schemas"]["Problem"])[];
        };
        Demo: {
            /** @constant */
            charged: false;
            /** @constant */
            status: "demo";
        };
        Entry: {
            actionId?: string;
            actor: string;
            balanceAfter: number;
            clientId: string;
            /** Format: date-time */
            createdAt: string;
            credits?: number;
            creditsDelta: number;
            creditsPerUnit?: number;
            enforced?: boolean;
            /** @description Not shown to users. */
            estimatedCostEur?: number;
            eventId: string;
            /** Format: date-time */
            expiresAt?: string;
            /** @description Of a plan change that time alone brought. */
            fellDue?: {
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                why: "next" | "unpaid";
            };
            from?: string;
            fromGranted?: number;
            fromPurchased?: number;
            hash: string;
            holdKey?: string;
            idempotencyKey: string;
            /** @description What the soft cap kept back. */
            keptBack?: number;
            /** @enum {string} */
            kind: "open" | "grant" | "trim" | "debit" | "hold" | "capture" | "release" | "reversal" | "topup" | "clawback" | "reinstatement" | "plan" | "adjustment" | "adoption";
            month?: string;
            monthlyGrant?: number;
            months?: {
                credits: number;
                month: string;
            }[];
            name: string;
            nominal?: number;
            /** @description What all adopted rows together took beyond what there was. */
            overdrawn?: number;
            packId?: string;
            paid?: {
                amountMinor: number;
                currency: string;
            };
            planId?: string;
            product?: string;
            quantity?: number;
            reason?: string;
            /** @description The name of the earlier entry that this one is about. */
            ref?: string;
            registryVersion: number;
            reserved?: number;
            returned?: {
                amountMinor: number;
                currency: string;
            };
            /** @description The rows of an older ledger that an adoption sums, by their ids there. */
            rows?: number[];
            seq: number;
            shortfall?: number;
            softCap?: number;
            /** @description The subscription that pays for the plan from then on; null: it ended. */
            subscription?: {
                /**
                 * Format: date-time
                 * @description When the default plan takes over unless it is paid.
                 */
                fallsBackAt?: string;
                /**
                 * Format: date-time
                 * @description When it was too late to pay.
                 */
                fellBackAt?: string;
                /** @description Not shown to users. */
                id?: string;
                next?: components["schemas"]["NextPlan"];
                /** Format: date-time */
                pastDueSince?: string;
                /** @description The plan that was paid for last. */
                planId: string;
            } | null;
            /** @description What these rows add up to. */
            sum?: number;
            tenantId: string;
            to?: string;
            toGranted?: number;
            toPurchased?: number;
            traceId: string;
            trimmed?: number;
        };
        FoundEntries: {
            /** @description The newest first. */
            entries: components["schemas"]["Entry"][];
            /** @description The next page: send it as `after`. Absent at the end. */
            next?: string;
        };
        Health: {
            checks: {
                detail?: string;
                name: string;
                /** @enum {string} */
                status: "ok" | "warning" | "failed";
            }[];
            /** @enum {string} */
            ledger: "embedded" | "postgres" | "odoo";
            /** @description For operators, where Odoo mirrors the ledger. */
            mirror?: components["schemas"]["Backlog"];
            /** @enum {string} */
            status: "ok" | "degraded" | "unavailable";
            version: string;
        };
        Matrix: {
            actions: {
                actionId: string;
                creditsPerUnit: number;
                description?: string;
                name: string;
                product: string;
                unit: string;
            }[];
            packs: {
                credits: number;
                name: string;
                packId: string;
                price: {
                    amountMinor: number;
                    currency: string;
                };
            }[];
            plans: {
                features: string[];
                monthlyGrant: number;
                name: string;
                planId: string;
                price?: {
                    amountMinor: number;
                    currency: string;
                };
                selfService: boolean;
                softCap: number;
            }[];
            registryVersion: number;
            tenantId: string;
            topUpAvailable: boolean;
        };
        Metrics: {
            /** Format: date-time */
            from: string;
            /** @enum {string} */
            groupBy: "action" | "product" | "day" | "month" | "client";
            groups: {
                /** @description Debits and captures, also those that were reversed. */
                count: number;
                /** @description Debits + captures − reversals. Exact up to 2^53 − 1; CSV is exact beyond. */
                credits: number;
                /** @description What `credits` are worth, each at its value when the debit was written. */
                creditValueEur: number;
                /** @description What the work cost. A reversal does not take it back. */
                estimatedCostEur: number;
                /** @description An action, a product, a client, 2026-01-31 or 2026-01. */
                key: string;
                /** @description creditValueEur − estimatedCostEur. */
                marginEur: number;
                /** @description marginEur in percent of creditValueEur, of two digits; null unless that is above 0. */
                marginPercent: number | null;
                /** @description What should have been taken, and was not there. */
                shortfallCredits: number;
            }[];
            /** @description Where there are more groups, by `key`: `after` of the request for the next of them. */
            next?: string;
            /** Format: date-time */
            to: string;
            /** @description Of all groups, those of other pages too. */
            totals: {
                /** @description Debits and captures, also those that were reversed. */
                count: number;
                /** @description Debits + captures − reversals. Exact up to 2^53 − 1; CSV is exact beyond. */
                credits: number;
                /** @description What `credits` are worth, each at its value when the debit was written. */
                creditValueEur: number;
                /** @description What the work cost. A reversal does not take it back. */
                estimatedCostEur: number;
                /** @description creditValueEur − estimatedCostEur. */
                marginEur: number;
                /** @description marginEur in percent of creditValueEur, of two digits; null unless that is above 0. */
                marginPercent: number | null;
                /** @description What should have been taken, and was not there. */
                shortfallCredits: number;
            };
        };
        /** @description What takes over when what is paid for has run out. */
        NextPlan: {
            /** Format: date-time */
            at: string;
            planId: string;
        };
        OwnStatement: {
            clientId: string;
            /** @description How many entries the month has in all. */
            count: number;
            entries: {
                /** Format: date-time */
                at: string;
                balanceAfter: number;
                creditsDelta: number;
                grantedAfter: number;
                keptBack?: number;
                /** @enum {string} */
                kind: "open" | "grant" | "trim" | "debit" | "hold" | "capture" | "release" | "reversal" | "topup" | "clawback" | "reinstatement" | "plan" | "adjustment" | "adoption";
                purchasedAfter: number;
                seq: number;
                /** @description What happened, as a sentence for people. */
                what: string;
            }[];
            /** Format: date-time */
            from: string;
            granted: components["schemas"]["StatementLines"];
            /** @description What the cap kept back; in none of the lines. */
            keptBack: number;
            month: string;
            /** @description Give it as `after` to see more; null: that was all. */
            nextAfter: number | null;
            purchased: components["schemas"]["StatementLines"];
            /**
             * @description Nothing can come into a closed month any more.
             * @enum {string}
             */
            status: "open" | "closed";
            tenantId: string;
            /**
             * Format: date-time
             * @description Not included.
             */
            to: string;
            total: components["schemas"]["StatementLines"];
        };
        Plan: {
            features: string[];
            name: string;
            planId: string;
        };
        PlanChange: {
            balance: number;
            /**
             * Format: uri
             * @description Where the plan that was asked for is paid. It is in force when that is done.
             */
            checkoutUrl?: string;
            /** @constant */
            dryRun?: true;
            granted: number;
            next?: components["schemas"]["NextPlan"];
            /** @description The one that is in force. */
            plan: components["schemas"]["Plan"];
            /**
             * Format: uri
             * @description Where the client finds their bills, and changes how they pay. Good for minutes.
             */
            portalUrl?: string;
            /** @enum {string} */
            status: "changed" | "unchanged" | "payment_required";
            trimmed: number;
        };
        PlanRequest: {
            clientId?: string;
            dryRun?: boolean;
            idempotencyKey?: string;
            planId: string;
        };
        Problem: {
            available: number;
            /** @constant */
            code: "insufficient_credits";
            detail: string;
            required: number;
            shortfall: number;
            status: number;
            title: string;
            /** @description Where credits are bought, for whom that is a way out. */
            topUp?: {
                href: string;
                packs: {
                    credits: number;
                    name: string;
                    packId: string;
                    price: {
                        amountMinor: number;
                        currency: string;
                    };
                }[];
            };
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "limit_exceeded";
            detail: string;
            limit: string;
            most: number;
            /** Format: date-time */
            resetsAt: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "forbidden";
            detail: string;
            reason?: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "plan_not_self_service";
            detail: string;
            planId: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "not_found";
            detail: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
            /** @description Of the registry. */
            version?: number;
        } | {
            actionId: string;
            /** @constant */
            code: "unknown_action";
            detail: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "unknown_plan";
            detail: string;
            planId: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "unknown_pack";
            detail: string;
            packId: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "unknown_session";
            detail: string;
            sessionId: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "unknown_hold";
            detail: string;
            holdKey: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "unknown_debit";
            debitKey: string;
            detail: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /**
             * @description By older code, in rows that were taken over.
             * @constant
             */
            adopted?: true;
            /** @constant */
            code: "idempotency_key_reused";
            detail: string;
            idempotencyKey?: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "hold_settled";
            detail: string;
            holdKey: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "reversal_exceeds_debit";
            debitKey: string;
            detail: string;
            /** @description What is left of the debit. */
            reversible: number;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "version_conflict";
            currentVersion: number;
            detail: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "payment_mismatch";
            detail: string;
            packId?: string;
            planId?: string;
            sessionId?: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "too_much";
            /** @description Answers what is too much here. */
            command: string;
            detail: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @constant */
            code: "invalid_request";
            detail: string;
            issues: {
                message: string;
                path: string;
            }[];
            status: number;
            title: string;
            traceId: string;
            type: string;
        } | {
            /** @description Entries that the mirror has now and had not before. */
            carried?: number;
            /** @description What the ledger has come to. Keep it where nobody can change it who could change the ledger. */
            checkpoint?: {
                /** Format: date-time */
                at: string;
                entries: number;
                number: number;
                publicKey?: string;
                /** @description SHA-256 of how far every wallet has come. */
                root: string;
                /** @description Ed25519; like the key in base64url. */
                signature?: string;
                wallets: number;
            };
            /** @constant */
            code: "upstream_failed";
            detail: string;
            /** @description Entries that the mirror lacks. */
            lag?: number;
            /** @enum {string} */
            mirror?: "odoo" | "none";
            /** @description Wallets that ended at `seq` when the checkpoint before was made, and end at `found` now. */
            missing?: {
                clientId: string;
                found: number;
                seq: number;
            }[];
            /** @description Up to 20 of these wallets. No other waits for them. */
            setAside?: {
                attempts: number;
                clientId: string;
                reason: string;
                /** Format: date-time */
                retryAt: string;
                /** @description The first entry that the mirror lacks. */
                seq: number;
            }[];
            status: number;
            title: string;
            traceId: string;
            type: string;
            /** @description For how long the wallet that waits longest has not come further. */
            waitingSeconds?: number;
            walletsBehind?: number;
            walletsSetAside?: number;
        } | {
            /** @enum {string} */
            code: "malformed_json" | "invalid_signature" | "unauthenticated" | "method_not_allowed" | "payload_too_large" | "rate_limited" | "internal" | "not_configured" | "ledger_unavailable";
            detail: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        };
        PublishRequest: {
            /** @description Who publishes, where a machine does. People are named by their own id. */
            author?: string;
            /** @description The last version as you know it. If it is another by now, nothing is published. */
            expectedVersion: number;
            /** @description Why. It is in the history. */
            note?: string;
            /** @description The whole of it, in the form in which it is read. */
            registry?: components["schemas"]["RegistryDocument"];
            /** @description Instead of `registry`: publishes once more what this version was. */
            rollBackTo?: number;
        };
        Registry: {
            author: string;
            note?: string;
            /** Format: date-time */
            publishedAt: string;
            registry: components["schemas"]["RegistryDocument"];
            version: number;
        };
        RegistryDocument: {
            actions: {
                actionId: string;
                /** @default [] */
                aliases: string[];
                /**
                 * @default any
                 * @enum {string}
                 */
                chargeableBy: "any" | "service";
                creditsPerUnit: number;
                description?: string;
                /** @description What a unit costs us; never public. */
                estimatedCostMicroEur: number;
                name: string;
                product: string;
                /** @description What one unit is: question, report, page … */
                unit: string;
            }[];
            creditValueMicroEur: number;
            /** @description The plan on which a wallet is opened. */
            defaultPlanId: string;
            packs: {
                credits: number;
                name: string;
                packId: string;
                price: {
                    /** @description In the smallest unit of the currency. */
                    amountMinor: number;
                    currency: string;
                };
                /** @description A price that is kept in Stripe, of the same amount; never public. */
                stripePriceId?: string;
            }[];
            plans: {
                features: string[];
                monthlyGrant: number;
                name: string;
                planId: string;
                price?: {
                    /** @description In the smallest unit of the currency. */
                    amountMinor: number;
                    currency: string;
                };
                /** @description Whether users may move to it by themselves. */
                selfService: boolean;
                /** @description Bounds the granted credits; 3 × the grant if absent. */
                softCap?: number;
                /** @description A price that is kept in Stripe, of the same amount; never public. */
                stripePriceId?: string;
            }[];
        };
        RegistryHistory: {
            versions: {
                author: string;
                /** @description To the version before; of the first, none. */
                diff: string[];
                note?: string;
                /** Format: date-time */
                publishedAt: string;
                version: number;
            }[];
        };
        RegistryPreview: {
            /** @description A line for each difference: `actions.ask_ai.creditsPerUnit: 1 → 2`, `plans: + gold`. */
            diff: string[];
            /** @constant */
            dryRun: true;
            /** @constant */
            ledgerWrites: false;
            /** @description All debits and captures of the last whole month (UTC): credits per unit × quantity, also what was short and what was reversed since. */
            shadowRating: {
                actions: {
                    actionId: string;
                    /** @description At the prices of what is asked about. */
                    candidateCredits: number;
                    delta: number;
                    /** @description At the prices at which it was charged. */
                    existingCredits: number;
                    /** @description In units. */
                    quantity: number;
                }[];
                /** Format: date-time */
                from: string;
                /** @description Actions that were used and would not be there any more. They would cost nothing. */
                gone: string[];
                /** Format: date-time */
                to: string;
                totals: {
                    /** @description At the prices of what is asked about. */
                    candidateCredits: number;
                    delta: number;
                    /** @description At the prices at which it was charged. */
                    existingCredits: number;
                };
            };
            /** @description The number that it would get. */
            version: number;
        };
        State: {
            available: number;
            balance: number;
            clientId: string;
            enforce: boolean;
            granted: number;
            held: number;
            holds: {
                credits: number;
                /** Format: date-time */
                expiresAt: string;
                key: string;
            }[];
            ledgerTail: components["schemas"]["Entry"][];
            monthlyGrant: number;
            nextGrant: {
                /** Format: date-time */
                at: string;
                credits: number;
            };
            plan: components["schemas"]["Plan"];
            purchased: number;
            softCap: number;
            /** @description What pays for a plan. Absent where nothing does. */
            subscription?: components["schemas"]["Subscription"];
            tenantId: string;
            updatedAt: string | null;
            /** @description The number of the last entry; 0 before the first. */
            version: number;
        };
        Statement: {
            /** @description What was booked for packs, beside what was credited; null where nobody can pay. */
            cash: {
                readonly differences: {
                    clientId: string;
                    currency: string;
                    ledger: {
                        bought: number;
                        returned: number;
                    };
                    provider: {
                        paid: number;
                        returned: number;
                    };
                    sessionId: string;
                }[];
                readonly sums: {
                    currency: string;
                    ledger: {
                        bought: number;
                        net: number;
                        returned: number;
                    };
                    provider: {
                        disputed: number;
                        net: number;
                        paid: number;
                        refunded: number;
                    };
                }[];
            } | null;
            clientId?: string;
            clients: {
                clientId: string;
                entries: number;
                granted: components["schemas"]["StatementLines"];
                /** @description What the cap kept back; in none of the lines. */
                keptBack: number;
                /** @description In minor units: opening + bought − returned − used = closing, owed for `credits`. */
                readonly liability: {
                    bought: number;
                    closing: number;
                    credits: number;
                    currency: string;
                    opening: number;
                    returned: number;
                    used: number;
                }[];
                /** @description Credits that clients owe, at the end: spent, and clawed back. */
                owedCredits: number;
                purchased: components["schemas"]["StatementLines"];
                total: components["schemas"]["StatementLines"];
                /** @description Purchased credits that nobody paid for, at the end. */
                unpaidCredits: number;
            }[];
            /** Format: date-time */
            from: string;
            month: string;
            /**
             * @description Nothing can come into a closed month any more.
             * @enum {string}
             */
            status: "open" | "closed";
            tenantId: string;
            /**
             * Format: date-time
             * @description Not included.
             */
            to: string;
            totals: {
                clients: number;
                entries: number;
                granted: components["schemas"]["StatementLines"];
                /** @description What the cap kept back; in none of the lines. */
                keptBack: number;
                /** @description In minor units: opening + bought − returned − used = closing, owed for `credits`. */
                readonly liability: {
                    bought: number;
                    closing: number;
                    credits: number;
                    currency: string;
                    opening: number;
                    returned: number;
                    used: number;
                }[];
                /** @description Credits that clients owe, at the end: spent, and clawed back. */
                owedCredits: number;
                purchased: components["schemas"]["StatementLines"];
                total: components["schemas"]["StatementLines"];
                /** @description Purchased credits that nobody paid for, at the end. */
                unpaidCredits: number;
            };
        };
        /** @description opening + granted + bought + reinstated + adjusted + reversed + adopted − used − trimmed − clawedBack = closing. */
        StatementLines: {
            adjusted: number;
            adopted: number;
            bought: number;
            clawedBack: number;
            closing: number;
            granted: number;
            opening: number;
            reinstated: number;
            reversed: number;
            trimmed: number;
            used: number;
        };
        Subscription: {
            /**
             * Format: date-time
             * @description When the default plan takes over unless it is paid.
             */
            fallsBackAt?: string;
            next?: components["schemas"]["NextPlan"];
            /** Format: date-time */
            pastDueSince?: string;
            /** @description The plan that was paid for last. */
            planId: string;
            /** @enum {string} */
            status: "active" | "past_due";
        };
        Sync: {
            /** @description Entries that the mirror has now and had not before. */
            carried: number;
            /** @description What the ledger has come to. Keep it where nobody can change it who could change the ledger. */
            checkpoint?: {
                /** Format: date-time */
                at: string;
                entries: number;
                number: number;
                publicKey?: string;
                /** @description SHA-256 of how far every wallet has come. */
                root: string;
                /** @description Ed25519; like the key in base64url. */
                signature?: string;
                wallets: number;
            };
            /** @description Why the mirror took nothing the last time. */
            failure?: string;
            /** @description Entries that the mirror lacks. */
            lag: number;
            /** @enum {string} */
            mirror: "odoo" | "none";
            /** @description Wallets that ended at `seq` when the checkpoint before was made, and end at `found` now. */
            missing: {
                clientId: string;
                found: number;
                seq: number;
            }[];
            /** @description Up to 20 of these wallets. No other waits for them. */
            setAside: {
                attempts: number;
                clientId: string;
                reason: string;
                /** Format: date-time */
                retryAt: string;
                /** @description The first entry that the mirror lacks. */
                seq: number;
            }[];
            /** @description For how long the wallet that waits longest has not come further. */
            waitingSeconds: number;
            walletsBehind: number;
            walletsSetAside: number;
        };
        Webhook: {
            /** @description false: it needs no work, or is none of this service. */
            handled: boolean;
        };
        WebhookEvents: {
            /** @description Those that were first seen last come first. */
            events: {
                clientId?: string;
                deliveries: number;
                eventId: string;
                /**
                 * @description What became of it the last time. `refused` needs somebody to look; `failed` comes again.
                 * @enum {string}
                 */
                fate: "handled" | "ignored" | "refused" | "failed";
                /** Format: date-time */
                firstSeenAt: string;
                /** Format: date-time */
                lastSeenAt: string;
                objectId: string;
                /** Format: date-time */
                occurredAt: string;
                reason?: string;
                /** @description Of the last delivery; the log has it. */
                traceId: string;
                type: string;
            }[];
            /** @description The next page: send it as `after`. Absent at the end. */
            next?: string;
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
    readRegistry: {
        parameters: {
            query?: {
                /** @description Of a history: older versions than this one. */
                before?: string;
                /** @description What was published, newest first, without the registries themselves. */
                history?: "1" | "true";
                /** @description Of a history: how many versions; 20 if absent. */
                limit?: string;
                /** @description That version, instead of the last one. */
                version?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last version, or the one that was asked for; or versions, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registry"] | components["schemas"]["RegistryHistory"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishRegistry: {
        parameters: {
            query?: {
                /** @description Publishes nothing, and says what it would change. */
                dryRun?: "1" | "true";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishRequest"];
            };
        };
        responses: {
            /** @description Of a dry run: what would change. Nothing is published. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistryPreview"];
                };
            };
            /** @description The version that is in force now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registry"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    orderPack: {
        parameters: {
            query?: never;
            header?: {
                /** @description Takes the place of `idempotencyKey` in the body. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckoutRequest"];
            };
        };
        responses: {
            /** @description Where to pay. Repeated with its key, the same session. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkout"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    debit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Takes the place of `idempotencyKey` in the body. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DebitRequest"];
            };
        };
        responses: {
            /** @description The entry, or one result for each item. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Debit"] | components["schemas"]["DebitResults"] | components["schemas"]["Demo"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMatrix: {
        parameters: {
            query?: {
                product?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The registry in force, as far as it is public. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matrix"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMetrics: {
        parameters: {
            query?: {
                action?: string;
                /** @description Of JSON by `key`: the key behind which to go on, as `next` of the answer before has it. */
                after?: string;
                clientId?: string;
                /** @description csv: all groups, whatever their number. openmetrics: for Prometheus, counters, of all time unless it is said otherwise, and gauges; one client at a time. */
                format?: "json" | "csv" | "openmetrics";
                /** @description The first instant that counts; if absent, the start of the month before `to`, or of this one. Days are UTC. */
                from?: string;
                /** @description `action` if absent. Days and months are UTC. */
                groupBy?: "action" | "product" | "day" | "month" | "client";
                /** @description Of JSON: how many groups at most; 1000 if absent. */
                limit?: string;
                /** @description Of JSON: `key` if absent; `credits`: the largest first, as many as `limit`. */
                orderBy?: "key" | "credits";
                product?: string;
                /** @description The first instant that does not count any more; if absent, the end of this month, or of a later `from`’s. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Groups in the order of their keys, and the sum of all. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Metrics"];
                    "application/openmetrics-text": string;
                    "text/csv": string;
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description Takes the place of `idempotencyKey` in the body. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanRequest"];
            };
        };
        responses: {
            /** @description The plan that is in force now, and what the change did. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanChange"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readState: {
        parameters: {
            query?: {
                before?: string;
                clientId?: string;
                tail?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The wallet; a grant that is due is in it already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["State"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    syncByScheduler: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came to Odoo, and what it still lacks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sync"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sync: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came to Odoo, and what it still lacks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sync"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmTopUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmRequest"];
            };
        };
        responses: {
            /** @description What became of the payment. Credited once, with the webhook or without. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Confirmation"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveStripeEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The ledger has what follows from the event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was checked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAudit: {
        parameters: {
            query?: {
                /** @description Those numbered below. */
                before?: string;
                /** @description Whose wallet it was about. */
                clientId?: string;
                /** @description `adjustment.post`, `entries.search` … */
                doing?: string;
                /** @description The first moment. */
                from?: string;
                limit?: string;
                /** @description The first moment after it. */
                to?: string;
                /** @description A person's Clerk id, `machine`, or `reader`. */
                who?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of it, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Audit"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    findEntries: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                after?: string;
                clientId?: string;
                /** @description The first moment. */
                from?: string;
                /** @description An idempotency key, of any kind of entry; or a whole name, `CZ_SMCR|debit|<key>`. */
                key?: string;
                kind?: "open" | "grant" | "trim" | "debit" | "hold" | "capture" | "release" | "reversal" | "topup" | "clawback" | "reinstatement" | "plan" | "adjustment" | "adoption";
                limit?: string;
                /** @description Of a payment: its top-up and what went back of it. Of a subscription: its changes of plan. */
                stripeId?: string;
                /** @description The first moment after it. */
                to?: string;
                /** @description Of a request: what `x-trace-id` said. */
                traceId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundEntries"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readStatements: {
        parameters: {
            query?: {
                /** @description Of this client alone. */
                clientId?: string;
                format?: "json" | "csv";
            };
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whole, or the error too_much, which says what to run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adjustWallet: {
        parameters: {
            query?: never;
            header?: {
                /** @description Takes the place of `idempotencyKey` in the body. */
                "Idempotency-Key"?: string;
            };
            path: {
                clientId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustmentRequest"];
            };
        };
        responses: {
            /** @description The entry; repeated with its key, the same one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Adjustment"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    findWebhookEvents: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                after?: string;
                clientId?: string;
                event?: string;
                fate?: "handled" | "ignored" | "refused" | "failed";
                /** @description First seen at that moment or later. */
                from?: string;
                limit?: string;
                /** @description What the event tells of: `cs_…`, `re_…`, `in_…` */
                object?: string;
                /** @description First seen before that moment. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEvents"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readStatement: {
        parameters: {
            query?: {
                /** @description Shows the entries behind this number. */
                after?: string;
                /** @description For a service or an operator. */
                clientId?: string;
                limit?: string;
            };
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sums of the month, and a page of its entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnStatement"];
                };
            };
            /** @description An error: `code` says which, `detail` what to do. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
