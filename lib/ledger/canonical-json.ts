/** Text that JSON writes as it is. Most is, and escaping it all the same would take half of the time spent here. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

/**
 * JSON with members in one order and no white space (RFC 8785), so that the same facts always hash the same, whatever
 * a database did to the order of their members. Members that are `undefined` are left out, as in JSON.
 */
export const canonicalJson = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' && Number.isFinite(value)) return `${value}`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value))
    return `[${value.map((each) => canonicalJson(each ?? null)).join(',')}]`;
  const member: Readonly<Record<string, unknown>> = { ...value };
  let members = '';
  for (const name of Object.keys(value).sort()) {
    if (member[name] === undefined) continue;
    members += `${members && ','}${quoted(name)}:${canonicalJson(member[name])}`;
  }
  return `{${members}}`;
};
