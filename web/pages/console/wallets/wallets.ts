import type { View } from '../view.js';
import { wallet } from './wallet.js';
import { walletsStart } from './wallets-start.js';

/** The wallet that the address names; or where to find one. */
export const wallets: View = (place, given) =>
  given.rest ? wallet(place, given) : walletsStart(place, given);
