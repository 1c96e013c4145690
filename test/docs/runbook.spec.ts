import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { VARIABLES } from '../../lib/config.js';

const ROOT = new URL('../../', import.meta.url);

const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}${file}`);

/** The first cell of each row of the tables below a heading. */
const cellsOf = (page: string, heading: string): string => {
  const [, section = ''] = read(page).split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return own
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|')[1])
    .join('\n');
};

describe('the runbook', () => {
  it('says of every secret how to change it', () => {
    const secrets = VARIABLES.filter((name) => /_(SECRETS?|KEY)$|^DATABASE_URL/.test(name));
    expect(secrets).toContain('CZ_RECEIPT_SECRET');
    const told = cellsOf('docs/secrets.md', 'One by one');
    expect(secrets.filter((name) => !told.includes(`\`${name}\``))).toEqual([]);
  });

  it('says of every warning and error in the log what to do', () => {
    const told = cellsOf('docs/operating.md', 'Lines of the log');
    const messages = CODE.flatMap(messagesIn);
    expect(messages).toContain('a wallet is set aside: the mirror does not take an entry of it');
    expect(messages).toContain('a pack does not fit its price');
    expect(messages.filter((message) => !told.includes(`\`${message}\``))).toEqual([]);
    const known = [...told.matchAll(/`([^`]+)`/g)].map(([, message]) => message ?? '');
    expect(known.filter((message) => !messages.includes(message))).toEqual([]);
  });

  it('says of everything that verification finds what it means', () => {
    const told = cellsOf('docs/operating.md', 'What verification finds');
    const files = ['chain.ts', 'verify.ts'].map((file) => `lib/ledger/verification/${file}`);
    const found = files.flatMap((file) =>
      [...read(file).matchAll(/(?:yield|problem[:=]|problem =)\s+['`"]([^'`"$]{9,})/g)].map(
        ([, text = '']) => text,
      ),
    );
    expect(found).toContain('is a stored wallet without any entry');
    expect(found.filter((text) => !told.includes(text))).toEqual([]);
  });

  it('would miss what is told in a way that this spec can not read', () => {
    const indirect =
      /level: '(?:warning|error)'(?!,\s*(?:traceId,\s*)?message: ')|#tell\(|told, \{/;
    expect(CODE.filter((file) => indirect.test(read(file)))).toEqual([
      'api/credits-checkout.ts',
      'api/credits-plan.ts',
      'api/credits-topup-confirm.ts',
      'lib/compose.ts', // the warnings of lib/config.ts
      'lib/http/payments.ts', // what the endpoints give it
      'lib/ledger/mirror/relay.ts',
    ]);
  });
});

const CODE = ['api/', 'lib/'].flatMap((folder) => filesIn(folder, '.ts')).sort();

/** The ways in which a message comes to be told at level warning or error. */
const WAYS: readonly (readonly [file: RegExp, message: RegExp])[] = [
  [/./, /level: '(?:warning|error)',\s*(?:traceId,\s*)?message: '([^']+)'/g],
  [/^lib\/config\.ts$/, /found\.push\(\s*'([^']+)'/g],
  [/^api\//, /told = \{ message: '([^']+)'/g],
  [/\/relay\.ts$/, /^const [A-Z_]+ = '([^']+)'/gm],
];

const messagesIn = (file: string): readonly string[] =>
  WAYS.filter(([of]) => of.test(file)).flatMap(([, message]) =>
    [...read(file).matchAll(message)].map(([, text]) => text ?? ''),
  );

describe('a page', () => {
  const pages = ['README.md', ...filesIn('docs/', '.md'), ...filesIn('lib/', '.md')];

  it('names no command that is none', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map(([, name]) => name ?? ''),
    );
    expect(named).toContain('ledger:verify');
    expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(pages)('%s links to what is there', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, to]) => to ?? '');
    expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });
});

const leadsSomewhere = (page: string, link: string): boolean => {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? new URL(page, ROOT) : new URL(path, new URL(page, ROOT));
  if (!existsSync(fileURLToPath(target))) return false;
  return anchor === undefined || anchorsIn(readFileSync(target, 'utf8')).includes(anchor);
};

/** As GitHub makes them of headings. */
const anchorsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
