import { html, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import type { Selection } from './selection.js';

/** Instead of empty charts: how the first debit is made, or what hides those that there are. */
export const nothingCharged = (
  { product, period }: Selection,
  allProducts: () => void,
): TemplateResult => html`<section class="panel"><div class="empty first-debit">
  <strong>Nothing was charged ${product ? `of ${product.replaceAll('_', ' ')} ` : ''}(${format.days(period.first, period.last)})</strong>
  <span>Charges show here as soon as they are written. Choose another period above${
    product ? html`, or <button class="plain link" @click=${allProducts}>all products</button>` : ''
  }; or make the first debit, as a product’s backend does:</span>
  <pre tabindex="0" aria-label="A first debit with curl"><code>curl ${location.origin}/api/credits-debit \\
  -H "x-service-secret: $SECRET" \\
  -d '{"clientId":"ada","actionId":"ask_ai","idempotencyKey":"first"}'</code></pre>
  <span>The secret is one of <code>CZ_SERVICE_SECRETS</code>; <a href="/reference">the API reference</a> has the rest.</span>
</div></section>`;
