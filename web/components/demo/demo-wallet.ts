import type { Answer } from '../../api/api.js';
import { readMatrix } from '../live/live-wallet.js';
import { problem, type Wallet } from '../wallet.js';

export const demoMatrix = readMatrix;

const notYet = async <T>(): Promise<Answer<T>> => ({
  ok: false,
  problem: problem('sign_in_to_buy', 'sign in', 401),
});

export const demoWallet: Wallet = {
  state: notYet,
  debit: notYet,
  changePlan: notYet,
  topUp: notYet,
  confirm: notYet,
  history: notYet,
};
