import { describe, expect, it } from 'vitest';
import {
  addressOf,
  ledgerOf,
  queryOf,
  searchAt,
} from '../../../web/pages/console/ledger/search-address.js';

const read = (address: string) => searchAt(new URLSearchParams(address.split('?')[1]));

describe('a search', () => {
  it('is found again under its address', () => {
    const search = {
      text: 'CZ_SMCR|debit|a&b=c#d %',
      as: 'key',
      client: 'ada',
      kind: 'debit',
      from: '2026-11-01T00:00',
      to: '2026-12-01T00:00',
    } as const;
    expect(read(addressOf(search))).toEqual(search);
  });

  it('is none where nothing is looked for', () => {
    expect(read('#/ledger?kind=debit')).toBeUndefined();
    expect(read('#/ledger?q=+')).toBeUndefined();
  });

  it('leaves out of its address what is empty, and what the text says itself', () => {
    expect(addressOf({ text: 'ada' })).toBe('#/ledger?q=ada');
    expect(ledgerOf('clientId', 'ada')).toBe('#/ledger?q=ada');
    expect(ledgerOf('key', 'ada')).toBe('#/ledger?q=ada&as=key');
  });

  it('asks the API in UTC', () => {
    const search = { text: 'ada', from: '2026-11-01T00:00', to: '2026-12-01' };
    expect(queryOf(search)).toEqual({
      clientId: 'ada',
      from: '2026-11-01T00:00:00Z',
      to: '2026-12-01T00:00:00Z',
    });
  });

  it('of a client is what the text says, if both are given', () => {
    expect(queryOf({ text: 'k/1', client: 'ada' })).toEqual({ clientId: 'ada', key: 'k/1' });
  });
});
