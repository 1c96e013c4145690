import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * `node .ci/report.mjs <suite> <report> <status> <output>`: what a suite's report from Vitest comes to. The first line is how
 * many tests passed and how many did not; after it comes each that did not, with the beginning of what it says.
 */
const [suite, file, status, output] = process.argv.slice(2);
const LINES_OF_A_MESSAGE = 15;
const LINES_OF_AN_OUTPUT = 40;
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

const linesOf = (text) => {
  const lines = text.replace(COLOURS, '').trim().split('\n');
  return lines
    .filter((line) => line.trim() !== '' && !line.includes('node_modules/'))
    .map((line) => `    ${line}`);
};

const beginningOf = (message) => linesOf(message).slice(0, LINES_OF_A_MESSAGE);

const results = () => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).testResults;
  } catch {
    return undefined;
  }
};

/** Of a test that was given up, Vitest's report has a stack without a message. */
const messageOf = ({ duration, failureMessages = [] }) =>
  failureMessages
    .join('\n')
    .replace('Error: STACK_TRACE_ERROR', `given up after ${Math.round(duration)} ms: it timed out`);

/** The failures of one file. It can fail though none of its tests does, say where it can't be loaded. */
const failuresIn = ({ assertionResults, message, name, status: ended }) => {
  const where = `${suite}: ${relative(process.cwd(), name)}`;
  const failures = assertionResults
    .filter((test) => test.status !== 'passed')
    .map((test) => [
      `${where}: ${test.fullName} (${test.status})`,
      ...beginningOf(messageOf(test)),
    ]);
  if (ended !== 'failed' || failures.length > 0) return failures;
  return [[where, ...beginningOf(message ?? '')]];
};

const files = results() ?? [];
const failures = files.flatMap(failuresIn);
if (failures.length === 0 && (files.length === 0 || status !== '0')) {
  const said = linesOf(readFileSync(output, 'utf8')).slice(-LINES_OF_AN_OUTPUT);
  failures.push([
    `${suite}: ended with status ${status}, and not for a test; at last it said`,
    ...said,
  ]);
}
const tests = files.flatMap(({ assertionResults }) => assertionResults);
console.log(tests.filter((test) => test.status === 'passed').length, failures.length);
for (const line of failures.flat()) console.log(line);
