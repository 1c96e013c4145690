import { OdooFault, OdooMisconfigured, OdooUnreachable } from '../../lib/ledger/odoo/odoo.js';
import { told } from '../local/told.js';
import { check } from './provisioning/check.js';
import { isWrong, lineOf } from './provisioning/finding.js';
import { provision } from './provisioning/provision.js';
import { settingsFrom } from './provisioning/settings.js';

/** One at a time: a new key has to be in use before the old one is removed. */
const OPTIONS = ['--check', '--rotate', '--revoke-old'];

/**
 * `npm run odoo:provision [-- --rotate | --revoke-old | --check]`: sets an Odoo up for the ledger with an administrator's
 * login from the environment, and again without harm. Exit 1 if anything is not as it should be.
 */
const run = async (): Promise<number> => {
  const [option, ...others] = process.argv.slice(2);
  if (others.length > 0 || (option !== undefined && !OPTIONS.includes(option))) {
    console.error(`usage: npm run odoo:provision [-- ${OPTIONS.join(' | ')}]`);
    return 2;
  }
  const settings = settingsFrom(process.env);
  const now = new Date();
  if (option !== '--check') {
    const what = { rotate: option === '--rotate', revokeOld: option === '--revoke-old' };
    const isWell = await provision(settings, { ...what, now, tell: console.log });
    return isWell ? 0 : 1;
  }
  let exitCode = 0;
  for await (const finding of check(settings, now)) {
    console.log(lineOf(finding));
    if (isWrong(finding)) exitCode = 1;
  }
  return exitCode;
};

/** What Odoo has to say is a sentence; where it came from helps nobody. */
const inASentence = (error: unknown): number => {
  const isOdoos =
    error instanceof OdooFault ||
    error instanceof OdooMisconfigured ||
    error instanceof OdooUnreachable;
  if (!isOdoos) return told(error);
  console.error(error.message);
  return 1;
};

process.exitCode = await run().catch(inASentence);
