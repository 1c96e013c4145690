import type { BrowserContext, Page } from 'playwright-core';
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
<script type="module" src="/cz-credits.js"></script></head>
<body><main><h1>Account</h1><cz-credits-account ${attributes}></cz-credits-account></main></body></html>`,
      }),
  );
};

const tokenOf = async ({ server }: Stage, clientId: string): Promise<string> =>
  localToken(clientId, await localKeys(server.folder));
