import type { Command } from '../../lib/wallet/command.js';
import { decide } from '../../lib/wallet/decide.js';
import { fold } from '../../lib/wallet/evolve.js';
import { idempotencyKey } from '../../lib/wallet/ids.js';
import { instant } from '../../lib/wallet/instant.js';
import { balance } from '../../lib/wallet/wallet.js';
import { CATALOG } from './book.js';

const question: Command = {
  type: 'DebitCredits',
  key: idempotencyKey('question-1'),
  at: instant('2026-01-15T10:00:00Z'),
  actor: { kind: 'user' },
  actionId: 'ask_ai',
  quantity: 3,
  enforce: true,
};
const noEarlierEntries = { named: () => undefined, referringTo: () => [] };
const decision = decide(undefined, question, { catalog: CATALOG, ...noEarlierEntries });
if (decision.outcome === 'accepted') {
  const wallet = fold(decision.events);
  console.log(...decision.events.map(({ type }) => type), wallet && balance(wallet));
  // WalletOpened CreditsGranted CreditsDebited 94
}
