import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../../lib/config.js';
import { assertAppendOnly } from '../../lib/ledger/odoo/append-only.js';
import { openOdoo } from '../../lib/ledger/odoo/client.js';
import type { OdooConfig } from '../../lib/storage-config.js';
import { told } from '../local/told.js';
import { clean, PREFIX } from './conformance/clean.js';
import { runSuite, type SuiteName, type SuiteResult } from './conformance/suites.js';
import { RATIO } from './conformance/throughput.js';
import { type Figure, timing } from './conformance/timing.js';
import { announcement, nameOf, removal, summary } from './conformance/told.js';
import { readVersion } from './provisioning/version.js';
import { startOdooStandIn } from './stand-in/stand-in.js';

const PARTS = ['contract', 'races', 'timing'] as const;
const TARGET = 10;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    clean: { type: 'boolean', default: false },
    'stand-in': { type: 'boolean', default: false },
  },
});

/** With --json only that is for `stdout`. */
const say = (text: string): void => (options.json ? console.error(text) : console.log(text));

/**
 * `npm run odoo:conformance`: the ledger's contract, its races and its times on the Odoo of the environment, for whoever
 * wants to know whether theirs will do. `--only contract|races|timing`, `--json`, `--clean`; `--stand-in` needs no Odoo.
 */
const run = async (): Promise<number> => {
  if (options.clean) {
    say(await clean(process.env));
    return 0;
  }
  const parts = PARTS.filter((part) => !options.only || options.only === part);
  if (parts.length === 0) throw new ConfigError(`--only: should be one of ${PARTS.join(', ')}`);
  if (!options['stand-in']) return prove(odooOfEnvironment(), parts);
  const standIn = await startOdooStandIn({ version: '18.0', durationMs: 20 });
  try {
    const { apiKey, db, uid, url, username } = standIn;
    return await prove({ apiKey, db, uid, url, username, transport: 'xmlrpc' }, parts);
  } finally {
    await standIn.close();
  }
};

const odooOfEnvironment = (): OdooConfig => {
  const { odoo } = readConfig({ ...process.env, CZ_LEDGER: 'odoo' });
  if (!odoo) throw new ConfigError('ODOO_URL: is needed, the Odoo that is to be proved');
  return odoo;
};

const prove = async (config: OdooConfig, parts: readonly (typeof PARTS)[number][]) => {
  const mark = `${PREFIX}${randomUUID().slice(0, 8)}`;
  const odoo = nameOf(config, (await readVersion(config.url))?.name);
  await refuseEditors(config);
  say(announcement(odoo, mark, parts));
  const suites: SuiteResult[] = [];
  for (const part of parts) if (part !== 'timing') suites.push(await runPart(part, config, mark));
  const figures: Figure[] = [];
  if (parts.includes('timing')) {
    const effort = { rounds: Number(options.rounds), seconds: Number(options.seconds) };
    for await (const figure of timing(config, mark, effort)) {
      console.error(`${figure.what}: ${figure.median.toFixed(1)} ${figure.unit}`);
      figures.push(figure);
    }
  }
  const problems = [...suites.flatMap(problemsOf), ...slowness(figures)];
  const findings = { odoo, day: today(), mark, suites, figures, problems };
  say(`\n${summary(findings)}`);
  if (!options['stand-in']) say(`\n${removal(mark)}`);
  if (options.json) console.log(JSON.stringify(findings));
  return problems.length === 0 ? 0 : 1;
};

const today = (): string => new Date().toISOString().slice(0, 10);

/** Before anything is written. */
const refuseEditors = async (config: OdooConfig): Promise<void> => {
  const odoo = openOdoo(config);
  try {
    await assertAppendOnly(odoo);
  } finally {
    odoo.close();
  }
};

const runPart = (part: SuiteName, config: OdooConfig, mark: string): Promise<SuiteResult> => {
  console.error(`\n── ${part}`);
  return runSuite(part, config, mark);
};

const problemsOf = ({ failed, failures, name }: SuiteResult): readonly string[] =>
  failed > 0 && failures.length === 0
    ? [`${name} did not run to its end`]
    : failures.map((test) => `failed: ${test}`);

/** How long the stand-in takes is made up. */
const slowness = (figures: readonly Figure[]): readonly string[] =>
  figures
    .filter(({ median, what }) => what === RATIO && median < TARGET && !options['stand-in'])
    .map(({ median, what }) => `${what}: ${median.toFixed(1)} ×, wanted ≥ ${TARGET} ×`);

process.exitCode = await run().catch(told);
