import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { OdooConfig } from '../../../lib/storage-config.js';

const VITEST = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url));
const CONFIG = fileURLToPath(new URL('../../../vitest.odoo.config.ts', import.meta.url));

export type SuiteName = 'contract' | 'races';

export type SuiteResult = {
  readonly name: SuiteName;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  /** The names of those that failed. */
  readonly failures: readonly string[];
};

const report = z.object({
  numPassedTests: z.int(),
  numTotalTests: z.int(),
  testResults: z.array(
    z.object({
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Runs a suite of specs on an Odoo, and shows how it goes on `stderr`. */
export const runSuite = async (
  name: SuiteName,
  odoo: OdooConfig,
  mark: string,
): Promise<SuiteResult> => {
  const folder = await mkdtemp(join(tmpdir(), 'cz-conformance-'));
  const file = join(folder, 'report.json');
  const from = performance.now();
  try {
    const child = spawn(
      process.execPath,
      [
        VITEST,
        ...['run', `conformance/${name}.spec.ts`, '--config', CONFIG],
        ...['--reporter=verbose', '--reporter=json', `--outputFile.json=${file}`],
      ],
      { stdio: ['ignore', 2, 2], env: { ...process.env, ...environmentOf(odoo, mark) } },
    );
    await once(child, 'close');
    const told = report.parse(JSON.parse(await readFile(file, 'utf8')));
    const tests = told.testResults.flatMap(({ assertionResults }) => assertionResults);
    const failures = tests.filter(({ status }) => status !== 'passed').map((test) => test.fullName);
    const passed = told.numPassedTests;
    // A suite that broke before its tests were known has none that passed.
    const failed = Math.max(told.numTotalTests - passed, child.exitCode === 0 ? 0 : 1);
    return { name, passed, failed, seconds: (performance.now() - from) / 1000, failures };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const environmentOf = (odoo: OdooConfig, mark: string): Readonly<Record<string, string>> => ({
  CZ_LEDGER: 'odoo',
  ODOO_URL: odoo.url,
  ODOO_DB: odoo.db,
  ODOO_USERNAME: odoo.username,
  ODOO_API_KEY: odoo.apiKey,
  ODOO_TRANSPORT: odoo.transport,
  ...(odoo.uid !== undefined && { ODOO_UID: String(odoo.uid) }),
  CONFORMANCE_MARK: mark,
});
