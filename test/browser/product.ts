import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll } from 'vitest';
import type { Stage, Visitor } from './stage.js';

/** What the page of a product asks for, and with which attributes it asks. */
const GUARDS = {
  ask: 'action="ask_ai"',
  memo: 'action="memo_draft"',
  named: 'action="memo_draft" work="deal-7"',
  many: 'action="memo_draft" quantity="10"',
  asks: 'action="memo_draft" confirm-above="10"',
  elsewhere: 'action="memo_draft" charge="backend"',
  strict: 'action="memo_draft" quantity="10" when-short="block"',
  unknown: 'action="no_such_action"',
  service: 'action="satellite_change"',
};

export type GuardName = keyof typeof GUARDS;

const guard = ([id, attributes]: readonly [string, string]): string =>
  `<li><span>${id}</span><cz-credits-guard id="${id}" ${attributes}><button type="button">Start ${id}</button></cz-credits-guard></li>`;

const html = (credits: string, lang: string): string => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>A product</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/product.css">
<script src="/product.js"></script>
<script type="module" src="${credits}/cz-credits.js"></script></head>
<body><header><strong>Product</strong><cz-credits-chip href="${credits}/account"></cz-credits-chip></header>
<main><h1>Work</h1><ul>${Object.entries(GUARDS).map(guard).join('\n')}</ul>
<h2>Heard</h2><ol id="heard"></ol></main></body></html>`;

const CSS = `:root{color-scheme:light dark;--cz-credits-radius:8px}
*{box-sizing:border-box}
body{margin:0;font:14px/20px system-ui,sans-serif;background:light-dark(#fbfbfc,#0d0e11);color:light-dark(#16181d,#eceef2)}
header{display:flex;justify-content:space-between;align-items:center;padding:10px 16px;border-bottom:1px solid light-dark(#e4e6ea,#282b33)}
main{max-width:640px;margin:0 auto;padding:16px}
ul{padding:0;list-style:none}
li{margin:0 0 12px}
ul li{display:flex;justify-content:space-between;align-items:center;gap:12px}
button{min-height:36px;padding:0 14px;border:0;border-radius:6px;background:light-dark(#16181d,#eceef2);color:light-dark(#fff,#16181d);font:500 14px/20px system-ui}`;

/** Whoever is signed in here, the token of their session is in this browser. Work begins with a charge, or with the click itself. */
const SCRIPT = `window.czCredits = { getToken: async () => localStorage.getItem('token') };
const heard = (text) => {
  const item = document.createElement('li');
  item.textContent = text;
  document.querySelector('#heard').append(item);
};
for (const name of ['charged', 'replayed', 'blocked']) {
  document.addEventListener('cz-credits-' + name, ({ target, detail }) => {
    window.lastDetail = detail;
    heard(name + ' ' + target.id + ' ' + (detail.balance ?? detail.problem.code));
  });
}
document.addEventListener('click', ({ target }) => {
  if (target.localName === 'button') heard('click ' + target.closest('cz-credits-guard').id);
});`;

/** A product's own site: another origin than the API's, with a policy that lets it load nothing but the one script. */
export class Product {
  readonly origin: string;
  #credits = '';

  private constructor(server: Server) {
    this.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  static async open(): Promise<Product> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const product = new Product(server);
    server.on('request', (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', product.origin);
      const [type, text] = product.#file(pathname, searchParams.get('lang') ?? 'en');
      response.setHeader('content-type', `${type}; charset=utf-8`);
      response.setHeader(
        'content-security-policy',
        `default-src 'self'; img-src data:; script-src 'self' ${product.#credits}; connect-src 'self' ${product.#credits}`,
      );
      response.end(text);
    });
    afterAll(() => server.close());
    return product;
  }

  #file(path: string, lang: string): readonly [string, string] {
    if (path === '/product.js') return ['text/javascript', SCRIPT];
    if (path === '/product.css') return ['text/css', CSS];
    return ['text/html', html(this.#credits, lang)];
  }

  /** A visitor's browser, signed in at the product if it has a name for them. */
  async visitor(stage: Stage, clientId?: string, options: Visitor = {}): Promise<BrowserContext> {
    this.#credits = stage.url;
    const context = await stage.visitor(options);
    if (!clientId) return context;
    const answer = await context.request.post('/local/sign-in', {
      data: { clientId },
      headers: { origin: stage.url },
    });
    const { token } = await answer.json();
    await context.addInitScript((kept) => {
      if (location.protocol === 'http:') localStorage.setItem('token', kept);
    }, token);
    return context;
  }

  /** The product's page, when its chip has its number. */
  async shown(context: BrowserContext, path = '/'): Promise<Page> {
    const page = await context.newPage();
    await page.goto(this.origin + path);
    await page.locator('cz-credits-chip .amount').waitFor();
    return page;
  }
}

/** The button of a guard. */
export const start = (page: Page, name: GuardName) =>
  page.getByRole('button', { name: `Start ${name}`, exact: true });

/** What the page heard, in order: of charges, and of clicks that came through. */
export const heard = (page: Page): Promise<readonly string[]> =>
  page.locator('#heard li').allTextContents();

export const balanceOn = (page: Page): Promise<string> =>
  page.locator('cz-credits-chip .amount').innerText();
