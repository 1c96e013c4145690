import { describe, expect, it } from 'vitest';
import { defaultCatalog } from '../../../../lib/registry/default-catalog.js';
import { changeIn } from '../../../../web/pages/console/registry/diff-line.js';
import type { Draft } from '../../../../web/pages/console/registry/draft.js';
import {
  currencyIn,
  shownSides,
  shownValue,
} from '../../../../web/pages/console/registry/shown-value.js';

const pricedIn = (currency: string): Draft => ({
  ...defaultCatalog,
  plans: [{ planId: 'pro', price: { amountMinor: 2900, currency } }],
});

const told = (line: string, documents: readonly Draft[], others: readonly string[] = []) =>
  shownSides(changeIn(line), [line, ...others], documents);

describe('an amount that is about to be published', () => {
  it.each([
    ['eur', '€29.00', '€49.00'],
    ['usd', '$29.00', '$49.00'],
    ['jpy', '¥2900', '¥4900'],
    ['chf', 'CHF\u00a029.00', 'CHF\u00a049.00'],
  ])('of a price in %s reads %s → %s', (currency, before, after) => {
    const line = 'plans.pro.price.amountMinor: 2900 → 4900';
    expect(told(line, [pricedIn(currency)])).toEqual({ before, after });
  });

  it('has the currency of its own side where that changes, too', () => {
    const line = 'plans.pro.price.amountMinor: 2900 → 4900';
    expect(told(line, [pricedIn('eur')], ['plans.pro.price.currency: eur → usd'])).toEqual({
      before: '€29.00',
      after: '$49.00',
    });
  });

  it('says in what it is where nobody knows the currency for certain', () => {
    const line = 'plans.pro.price.amountMinor: 2900 → 4900';
    for (const documents of [[], [pricedIn('eur'), pricedIn('usd')]]) {
      expect(told(line, documents)).toEqual({
        before: '2900 minor units',
        after: '4900 minor units',
      });
    }
  });

  it('of a price that is new tells its own', () => {
    const line = 'plans.pro.price: none → {"amountMinor":2900,"currency":"eur"}';
    expect(told(line, [])).toEqual({ before: 'none', after: '€29.00' });
  });

  it('in millionths reads in euros', () => {
    expect(told('actions.ask_ai.estimatedCostMicroEur: 12000 → 25000', [])).toEqual({
      before: '€0.012',
      after: '€0.025',
    });
    expect(told('creditValueMicroEur: 50000 → 60000', [])).toEqual({
      before: '€0.05',
      after: '€0.06',
    });
  });

  it('is told so to whoever chooses between two', () => {
    const path = 'plans.pro.price.amountMinor';
    const currency = currencyIn(pricedIn('eur'), path);
    expect(shownValue(path, 4900, currency)).toBe('€49.00');
    expect(shownValue('actions.ask_ai.estimatedCostMicroEur', 12_000, undefined)).toBe('€0.012');
    expect(shownValue('actions.ask_ai.creditsPerUnit', 12_000, undefined)).toBe('12000');
    expect(shownValue(path, undefined, currency)).toBe('gone');
  });
});
