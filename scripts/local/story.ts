/** What the demo prints with: plain text that reads well in any terminal, and in a pipe. */
export const chapter = (title: string): void => {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 72 - title.length))}`);
};

export const say = (text: string): void => console.log(text);

/** A request as one would type it. */
export const request = (method: string, path: string, body?: unknown): void => {
  console.log(`\n  ${method} ${path}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`);
};

/** What came back: the status, and of the body what matters here. */
export const response = (status: number, body: unknown): void => {
  console.log(`  → ${status} ${readable(body, '    ')}`);
};

const LINE = 92;

/** JSON on as few lines as fit the page. */
const readable = (value: unknown, indent: string): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const list = Array.isArray(value);
  const members = list
    ? value.map((member) => readable(member, inner))
    : Object.entries(value).map(([name, member]) => `"${name}": ${readable(member, inner)}`);
  const flat = list ? `[${members.join(', ')}]` : `{ ${members.join(', ')} }`;
  if (flat.length + indent.length <= LINE && !flat.includes('\n')) return flat;
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  return `${open}\n${members.map((member) => inner + member).join(',\n')}\n${indent}${close}`;
};

/** Rows under their heads; numbers to the right. */
export const table = (
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void => {
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => String(row[at] ?? '').length)),
  );
  const line = (cells: readonly (string | number)[]) =>
    cells
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  console.log(`  ${line(heads)}`);
  for (const row of rows) console.log(`  ${line(row)}`);
};
