import { type Instant, secondsAfter } from '../wallet/instant.js';
import { type Month, monthAfter, startOf } from '../wallet/month.js';

/** An entry gets its time from the clock of an instance, and is committed a little later. */
const MARGIN_SECONDS = 15 * 60;

/** From the first instant of a UTC month until just before that of the next one. */
export const periodOf = (month: Month) => ({
  from: startOf(month),
  to: startOf(monthAfter(month)),
});

/** From when on nothing can come into a month any more. */
export const closesAt = (month: Month): Instant =>
  secondsAfter(startOf(monthAfter(month)), MARGIN_SECONDS);

export const statusOf = (month: Month, now: Instant): 'open' | 'closed' =>
  now < closesAt(month) ? 'open' : 'closed';
