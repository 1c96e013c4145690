import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, csv } from '../../lib/contract/csv.js';

const written = async (
  header: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Promise<string> => {
  let text = '';
  for await (const piece of csv(header, rows)) text += piece;
  return text;
};

const line = async (...cells: readonly Cell[]) => {
  const [, row] = (await written(['a', 'b'], [cells])).split('\r\n');
  return row;
};

describe('a table as CSV', () => {
  it('has a header, and ends each row as RFC 4180 says', async () => {
    expect(
      await written(
        ['key', 'credits'],
        [
          ['ask_ai', 12],
          ['x', null],
        ],
      ),
    ).toBe('key,credits\r\nask_ai,12\r\nx,\r\n');
    expect(await written(['key', 'credits'], [])).toBe('key,credits\r\n');
  });

  it('quotes commas, quotes and line ends', async () => {
    expect(await written(['a'], [['x,y'], ['say "x"'], ['x\ny'], ['x\r\ny']])).toBe(
      'a\r\n"x,y"\r\n"say ""x"""\r\n"x\ny"\r\n"x\r\ny"\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'])(
    'keeps a spreadsheet from reckoning with the text %j',
    async (text) => {
      expect(await line(text, 'b')).toBe(`'${text},b`);
      expect(await line('b', text)).toBe(`b,'${text}`);
    },
  );

  it('leaves numbers as they are, the negative, the small and the very large', async () => {
    expect(await line(-12.5, -1)).toBe('-12.5,-1');
    expect(await line(0.000001, -123456789012345678901n)).toBe('0.000001,-123456789012345678901');
    expect(await line(0, 0n)).toBe('0,0');
  });

  it('gives every row once, however many there are', async () => {
    const rows = Array.from({ length: 1501 }, (_, n) => [n]);
    const expected = ['n', ...rows.map(([n]) => `${n}`), ''].join('\r\n');
    expect(await written(['n'], rows)).toBe(expected);
  });

  it('begins before its last row is there', async () => {
    let given = 0;
    const endless = async function* () {
      for (;;) {
        given += 1;
        yield [given];
      }
    };
    for await (const piece of csv(['n'], endless())) {
      expect(piece.startsWith('n\r\n1\r\n')).toBe(true);
      break;
    }
    expect(given).toBeLessThan(1000);
  });

  it('never lets text begin a cell as a formula does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), async (text) => {
        const cell = (await written(['a'], [[text]])).slice('a\r\n'.length);
        expect(cell).not.toMatch(/^"?[=+\-@\t\r]/);
      }),
    );
  });
});
