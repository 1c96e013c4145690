import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Reply } from '../reply.js';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const STYLE = raw(`
  :root { color-scheme: light dark; --line: light-dark(#d5d9e0, #3a3f4a); --accent: light-dark(#4338ca, #a5b4fc); }
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; padding: 2rem 1rem; }
  main { max-width: 32rem; margin: 0 auto; }
  .notice { border: 1px solid var(--line); border-inline-start: .3rem solid var(--accent); padding: .5rem .8rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: start; padding: .4rem 0; border-block-end: 1px solid var(--line); }
  td:last-child, th:last-child { text-align: end; font-variant-numeric: tabular-nums; }
  form { display: inline; }
  button { font: inherit; padding: .5rem 1.2rem; margin: 1rem .5rem 0 0; border: 1px solid var(--accent); border-radius: .4rem; background: none; color: inherit; cursor: pointer; }
  button.main { background: var(--accent); color: light-dark(#fff, #111827); }
  button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`);

/** A page of the stand-in, which says on top that it is one. */
export const page = async (status: number, title: string, content: Html): Promise<Reply> => {
  const document = await html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Stripe stand-in</title>
<style>${STYLE}</style>
<main>
<p class="notice">Stripe stand-in: no money moves.</p>
<h1>${title}</h1>
${content}
</main>
</html>
`;
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  return { status, headers, body: String(document) };
};

/** A button that posts. */
export const button = (action: string, label: string, isMain = false): Html =>
  html`<form method="post" action="${action}"><button class="${isMain ? 'main' : ''}">${label}</button></form>`;
