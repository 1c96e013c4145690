import { html, type TemplateResult } from 'lit-html';
import { walletOf } from '../ledger/search-address.js';

const TABS = [
  ['entries', 'Entries'],
  ['statement', 'Statement'],
  ['stripe', 'Stripe events'],
  ['operators', 'Operators'],
] as const;

export type Tab = (typeof TABS)[number][0];

export const tabNamed = (text: string | null): Tab =>
  TABS.find(([name]) => name === text)?.[0] ?? 'entries';

/** Links, so that each can be sent on; here they turn without leaving the wallet. */
export const tabs = (
  clientId: string,
  current: Tab,
  turnTo: (tab: Tab) => void,
): TemplateResult => html`
  <nav class="tabs" aria-label="About this wallet">${TABS.map(
    ([
      name,
      title,
    ]) => html`<a href="${walletOf(clientId)}?tab=${name}" aria-current=${name === current ? 'true' : 'false'}
      @click=${(event: MouseEvent) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        turnTo(name);
      }}>${title}</a>`,
  )}</nav>
`;
