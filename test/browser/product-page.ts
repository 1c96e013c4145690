import type { BrowserContext, Page, Route } from 'playwright-core';
import { localKeys, localToken } from '../../scripts/local/keys.js';
import type { Stage, Visitor } from './stage.js';

type Embedded = Visitor & {
  /** Nobody is signed in unless it is set. */
  readonly as?: string;
  /** Of the element: `product="geospatial"`. */
  readonly attributes?: string;
  readonly lang?: string;
};

const CSP = "default-src 'none'; script-src 'self' 'nonce-spec'; connect-src 'self'";

/** A product's own page with the block in it, where a payment comes back to: one script, and who is signed in. */
export const productPage = async (stage: Stage, options: Embedded = {}): Promise<Page> => {
  const context = await stage.visitor(options);
  await embed(stage, context, options);
  return context.newPage();
};

const embed = async (stage: Stage, context: BrowserContext, options: Embedded): Promise<void> => {
  const { as, attributes = '', lang = 'en' } = options;
  const token = as ? await tokenOf(stage, as) : '';
  await context.route('**/pay/**', wayBack);
  await context.route(
    (url) => url.pathname === '/account',
    (route) =>
      route.fulfill({
        contentType: 'text/html',
        headers: { 'content-security-policy': CSP },
        body: `<!doctype html><html lang="${lang}"><head><title>A product</title>
<meta name="viewport" content="width=device-width">
<script nonce="spec">
const style = new CSSStyleSheet();
style.replaceSync(':root{color-scheme:light dark;background:light-dark(#fbfbfc,#0d0e11)} body{margin:0;font-family:system-ui} main{max-width:1152px;margin:auto;padding:32px 16px}');
document.adoptedStyleSheets = [style];
window.czCredits = { getToken: async () => '${token}' };
</script>
<script type="module" src="/cz-credits.js"></script>
<script type="module" nonce="spec">import { creditsStore } from '/cz-credits.js'; window.store = creditsStore();</script></head>
<body><main><h1>Account</h1><cz-credits-account ${attributes}></cz-credits-account></main></body></html>`,
      }),
  );
};

/** What the product's own code charges in its page. */
export const charge = (page: Page, quantity: number, idempotencyKey: string): Promise<void> =>
  page.evaluate(
    async ([quantity, idempotencyKey]) => {
      await Reflect.get(window, 'store').debit({ actionId: 'ask_ai', quantity, idempotencyKey });
    },
    [quantity, idempotencyKey] as const,
  );

/** A redirect would pass the page above by: the stand-in's way back becomes one that the browser goes anew. */
const wayBack = async (route: Route): Promise<void> => {
  if (route.request().method() !== 'POST') return route.continue();
  const answer = await route.fetch({ maxRedirects: 0 });
  const { location } = answer.headers();
  if (!location) return route.fulfill({ response: answer });
  const body = `<meta http-equiv="refresh" content="0;url=${location}">`;
  return route.fulfill({ contentType: 'text/html', body });
};

const tokenOf = async ({ server }: Stage, clientId: string): Promise<string> =>
  localToken(clientId, await localKeys(server.folder));
