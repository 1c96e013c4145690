import type { Instant } from '../wallet/instant.js';

/** From a moment until just before another. */
export type Period = { readonly from: Instant; readonly to: Instant };
