import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from '../../lib/ledger/ledger.js';
import { batches } from './contract/batches.js';
import { idempotency } from './contract/idempotency.js';
import { races } from './contract/races.js';
import { reads } from './contract/reads.js';
import { references } from './contract/references.js';
import { sameEntries } from './contract/same-entries.js';
import { CountedIds, type OpenLedger, Stage } from './contract/stage.js';
import { storage } from './contract/storage.js';

/** What a part of the contract is given: a fresh tenant for each test, on the ledger that is under test. */
export type Given = { readonly stage: () => Stage; readonly ids: CountedIds };

/**
 * What every ledger keeps to, whatever it stores its entries in. Uses the port alone. After each test the tenant's
 * entries are verified, so that a behaviour that was right on the surface has to be right underneath.
 */
export const ledgerContract = (name: string, open: OpenLedger, mark?: string): void => {
  describe(`${name} keeps the ledger's contract`, () => {
    const ids = new CountedIds();
    let ledger: Ledger;
    let stage: Stage;
    beforeAll(async () => {
      ledger = await open(ids.newEventId);
    });
    afterAll(() => ledger?.close());
    beforeEach(() => {
      stage = new Stage(ledger, mark);
    });
    afterEach(async () => {
      expect(await stage.findings()).toEqual([]);
    });

    const given: Given = { stage: () => stage, ids };
    describe('storage', () => storage(given));
    describe('keys', () => idempotency(given));
    describe('batches', () => batches(given));
    describe('references', () => references(given));
    describe('reads', () => reads(given));
    describe('races', () => races(given));
    describe('law 10', () => sameEntries(given));

    it('answers when it is asked for its health', () => ledger.health());
  });
};
