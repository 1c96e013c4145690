import { CreditsChip } from './chip/chip.js';
import { CzCreditsAccount } from './cz-credits-account.js';
import { define } from './element.js';
import { CreditsGuard } from './guard/guard.js';
import { PageStore } from './page-store.js';
import { keepStore } from './store.js';

export { type CreditsConfiguration, configureCredits } from './configuration.js';
export type { Blocked, Charged } from './guard/events.js';
export { type CreditsStore, creditsStore, type Snapshot } from './store.js';

declare global {
  interface HTMLElementTagNameMap {
    'cz-credits-account': CzCreditsAccount;
    'cz-credits-chip': CreditsChip;
    'cz-credits-guard': CreditsGuard;
  }
}

keepStore(() => new PageStore());
define('cz-credits-chip', CreditsChip);
define('cz-credits-guard', CreditsGuard);
define('cz-credits-account', CzCreditsAccount);
