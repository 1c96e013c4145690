import './cz-credits-account.js';

export { type CreditsConfiguration, configureCredits } from './configuration.js';
export { type CreditsStore, creditsStore, type Snapshot } from './store.js';
