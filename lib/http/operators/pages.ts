import { invalid } from '../body.js';
import { type Problem, unavailable } from '../problem.js';

/** Only what an answer gave as `next` says where to go on. */
export const noSuchPlace: Problem = invalid([
  { path: 'after', message: 'is not the `next` of an answer to the same question' },
]);

/** What is in a database alone; an Odoo has no place for it. */
export const withoutDatabase = (what: string): Problem =>
  unavailable('not_configured', `${what} where there is a database: set DATABASE_URL`, 3600);
