import { decimal, placesOf } from './amounts.js';
import { type Change, changeIn } from './diff-line.js';
import { at, type Draft, ID_OF, isObject } from './draft.js';
import { GENERAL, listIn, MEMBERS } from './members.js';

/** A value as its field has it; an amount with the sign of what it is in, as far as that is known. */
export const shownValue = (path: string, value: unknown, currency: unknown): string => {
  if (typeof value === 'string') return value;
  if (path.endsWith('.price') && isObject(value)) {
    return shownValue(`${path}.amountMinor`, value['amountMinor'], value['currency']);
  }
  if (typeof value !== 'number') return JSON.stringify(value) ?? 'gone';
  if (path.endsWith('MicroEur')) return `€${inField(path, value, 'eur')}`;
  if (!path.endsWith('.price.amountMinor')) return String(value);
  return typeof currency === 'string' && /^[a-z]{3}$/i.test(currency)
    ? `${signOf(currency)}${inField(path, value, currency)}`
    : `${value} minor units`;
};

const inField = (path: string, value: number, currency: string): string => {
  const list = listIn(path);
  const member = list ? MEMBERS[list][path.split('.').slice(2).join('.')] : GENERAL[path];
  const row = { price: { currency } };
  return member?.kind.show(value, row) ?? decimal(value, placesOf(currency));
};

const signOf = (currency: string): string => {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const sign = format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
  return /[a-z]$/i.test(sign) ? `${sign}\u00a0` : sign;
};

/** Of the plan or pack that a path leads into by its id. */
export const currencyIn = (document: Draft, path: string): unknown => {
  const list = listIn(path);
  const [, id] = path.split('.');
  return (
    list &&
    at(
      document[list].find((row) => row[ID_OF[list]] === id),
      'price.currency',
    )
  );
};

/**
 * Of a line of a diff, both sides. A price's line does not tell its currency: another line does, or all the documents that
 * the diff may be of have the same.
 */
export const shownSides = (
  change: Change,
  lines: readonly string[],
  documents: readonly Draft[],
): Pick<Change, 'before' | 'after'> => {
  const { after, before, path } = change;
  const [known, ...others] = documents.map((each) => currencyIn(each, path));
  const same = others.every((each) => each === known) ? known : undefined;
  const ofCurrency = path.replace(/amountMinor$/, 'currency');
  const moved = lines.map(changeIn).find((each) => each.path === ofCurrency);
  return {
    ...(before !== undefined && { before: shownText(path, before, moved?.before ?? same) }),
    ...(after !== undefined && { after: shownText(path, after, moved?.after ?? same) }),
  };
};

/** What is no amount stays as the server wrote it. */
const shownText = (path: string, text: string, currency: unknown): string =>
  /MicroEur$|\.price(\.amountMinor)?$/.test(path) && /^(-?\d+|\{.*\})$/.test(text)
    ? shownValue(path, JSON.parse(text), currency)
    : text;
