/** XML's own list of its characters, without the halves of any. */
const XML_TEXT = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/**
 * A value as every transport carries it, unharmed: without the members that are undefined, and with each text as `text`
 * gives it.
 * @throws TypeError for what would arrive as something else, or not at all. It names the place, never the value.
 */
export const plainValue = (
  value: unknown,
  place: string,
  text: (text: string) => unknown = (unchanged) => unchanged,
): unknown => {
  if (typeof value === 'string') return text(carriedText(value, place));
  if (typeof value === 'number') return carriedNumber(value, place);
  if (typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => plainValue(item, `${place}[${index}]`, text));
  }
  if (!isRecord(value)) throw new TypeError(`${place} is neither JSON's nor XML-RPC's`);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, plainValue(member, `${place}.${name}`, text)]),
  );
};

export const isXmlText = (value: string): boolean => XML_TEXT.test(value);

const carriedText = (value: string, place: string): string => {
  if (isXmlText(value)) return value;
  throw new TypeError(`${place} holds a character that XML has no place for`);
};

/** Whole numbers are sent as such, so they must be exact; neither form has a word for NaN. */
const carriedNumber = (value: number, place: string): number => {
  if (Number.isSafeInteger(value) || (Number.isFinite(value) && value % 1 !== 0)) return value;
  throw new TypeError(`${place} is no number that arrives as it is`);
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};
