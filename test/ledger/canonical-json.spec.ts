import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../lib/ledger/canonical-json.js';
import { chained, GENESIS, hash, meaningHash } from '../../lib/ledger/hash-chain.js';

/** The same value with the members of every object in another order. */
const shuffled = (value: unknown, pick: (below: number) => number): unknown => {
  if (Array.isArray(value)) return value.map((each) => shuffled(each, pick));
  if (typeof value !== 'object' || value === null) return value;
  const left = Object.entries(value);
  const members: [string, unknown][] = [];
  while (left.length > 0) {
    for (const [name, member] of left.splice(pick(left.length), 1)) {
      members.push([name, shuffled(member, pick)]);
    }
  }
  return Object.fromEntries(members);
};

describe('canonical JSON', () => {
  it('writes the example of RFC 8785, section 3.2.2, as its section 3.2.3 does', () => {
    const given = `{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
      "literals": [null, true, false]
    }`;
    expect(canonicalJson(JSON.parse(given))).toBe(
      '{"literals":[null,true,false],' +
        '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts members by UTF-16 code units, as the example of section 3.2.3', () => {
    const given = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const inOrder = Object.values(JSON.parse(canonicalJson(given)));
    expect(canonicalJson(given).match(/:"[^"]*"/g)).toEqual([
      ':"Carriage Return"',
      ':"One"',
      ':"Control"',
      ':"Latin Small Letter O With Diaeresis"',
      ':"Euro Sign"',
      ':"Emoji: Grinning Face"',
      ':"Hebrew Letter Dalet With Dagesh"',
    ]);
    expect(inOrder).toHaveLength(7);
  });

  it('sorts inside of lists and of members too, and keeps the order of lists', () => {
    expect(canonicalJson({ b: [{ d: 1, c: [3, 1, 2] }], a: {} })).toBe(
      '{"a":{},"b":[{"c":[3,1,2],"d":1}]}',
    );
  });

  it('leaves out members that are undefined, and writes a negative zero as zero', () => {
    expect(canonicalJson({ a: undefined, b: -0 })).toBe('{"b":0}');
    expect(canonicalJson([undefined, Number.NaN])).toBe('[null,null]');
  });

  it.each(['"', '\\', '/', '\u007f', '\u2028', '\ud800', '<b>&', 'ä', ''])(
    'escapes %j as JSON does',
    (text) => {
      expect(canonicalJson({ [text]: text })).toBe(JSON.stringify({ [text]: text }));
    },
  );

  it('keeps a member that is called as the prototype is', () => {
    const odd = JSON.parse('{"b":1,"__proto__":{"a":2}}');
    expect(canonicalJson(odd)).toBe('{"__proto__":{"a":2},"b":1}');
  });

  it('is JSON that says the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 8785 },
    );
  });

  it('hashes the same after the members were shuffled, as a database may', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.gen(), (row, gen) => {
        const other = shuffled(row, (below) => gen(fc.nat, { max: below - 1 }));
        expect(meaningHash(Object(other))).toBe(meaningHash(row));
      }),
      { seed: 8785 },
    );
  });
});

describe('the chain of hashes', () => {
  it('depends on the row and on the hash of the one before', () => {
    const first = chained(GENESIS, { seq: 1 });
    expect(first).toBe(chained(GENESIS, { seq: 1 }));
    expect(new Set([first, chained(GENESIS, { seq: 2 }), chained(first, { seq: 1 })]).size).toBe(3);
  });

  it('is plain SHA-256, so that an auditor can repeat it without this code', () => {
    // printf '%064d{"seq":1}' 0 | sha256sum
    expect(chained(GENESIS, { seq: 1 })).toBe(
      '0a00898550374c41186879d92f30325cd0a550ce8c5da4d9aeef34a95c0b85ea',
    );
  });

  it('takes nothing else for a hash', () => {
    expect(hash('a'.repeat(64))).toBe('a'.repeat(64));
    expect(() => hash('a'.repeat(63))).toThrow(RangeError);
    expect(() => hash('A'.repeat(64))).toThrow(RangeError);
  });
});
