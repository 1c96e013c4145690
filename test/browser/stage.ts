import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { DevServer, newFolder } from '../slow/dev-server.js';

/** Debian's. The one without a window of its own is a third quicker; both are the same Chromium inside. */
const CHROMIUM =
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync) ?? 'chromium';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

type Environment = Readonly<Record<string, string>>;

/** How a visitor's browser is. */
export type Visitor = {
  readonly width?: 360 | 1440;
  readonly scheme?: 'light' | 'dark';
  readonly locale?: string;
  readonly timezone?: string;
};

/** Each width and each scheme once; with CZ_SCREENSHOTS, for people to look at, each with each. */
export const LOOKS: readonly Required<Pick<Visitor, 'width' | 'scheme'>>[] = [
  { width: 360, scheme: 'light' },
  { width: 1440, scheme: 'dark' },
  ...(process.env['CZ_SCREENSHOTS']
    ? ([
        { width: 360, scheme: 'dark' },
        { width: 1440, scheme: 'light' },
      ] as const)
    : []),
];

/**
 * A local server, and a Chromium that visits it. Whatever a page should never do fails the spec that it did it in: an error
 * that nobody caught, something that the Content-Security-Policy had to stop, a request that leaves this machine.
 */
export class Stage {
  readonly #env: Environment;
  #running: { readonly server: DevServer; readonly browser: Browser } | undefined;
  #contexts: BrowserContext[] = [];
  #misdeeds: string[] = [];

  constructor(env: Environment = {}) {
    this.#env = env;
  }

  get server(): DevServer {
    if (!this.#running) throw new Error('the stage is not open');
    return this.#running.server;
  }

  get url(): string {
    return this.server.url.replace('127.0.0.1', 'localhost');
  }

  async open(): Promise<void> {
    const folder = newFolder();
    if (!this.#env['CZ_DATA_DIR']) cpSync(inject('beginning'), folder, { recursive: true });
    const [server, browser] = await Promise.all([
      DevServer.on(folder, this.#env),
      chromium.launch({ executablePath: CHROMIUM, args: FLAGS, chromiumSandbox: false }),
    ]);
    this.#running = { server, browser };
  }

  async close(): Promise<void> {
    await this.#running?.browser.close();
    await this.#running?.server.stop();
  }

  /** A browser of its own: nothing is kept in it yet. Its pages share what they keep, as tabs do. */
  async visitor(options: Visitor = {}): Promise<BrowserContext> {
    const {
      locale = 'en-GB',
      scheme = 'light',
      timezone = 'Europe/Warsaw',
      width = 1440,
    } = options;
    const settings: BrowserContextOptions = {
      baseURL: this.url,
      colorScheme: scheme,
      locale,
      timezoneId: timezone,
      viewport: { width, height: width === 360 ? 740 : 900 },
      reducedMotion: 'reduce',
    };
    if (!this.#running) throw new Error('the stage is not open');
    const context = await this.#running.browser.newContext(settings);
    this.#contexts.push(context);
    context.setDefaultTimeout(60_000); // a slow machine is no failure
    context.on('weberror', (error) => this.#misdeeds.push(`error: ${error.error().message}`));
    context.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) this.#misdeeds.push(message.text());
    });
    context.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      const isLocal =
        ['localhost', '127.0.0.1'].includes(hostname) || /^(data|blob):/.test(protocol);
      if (!isLocal) this.#misdeeds.push(`request to ${request.url()}`);
    });
    return context;
  }

  /**
   * A page of a visitor who is signed in, as everybody is at a local server: by a name. An operator is signed in at the
   * console; `as configured`: there, too, and may do what CZ_ADMIN_USERS says.
   */
  async signedIn(
    clientId: string,
    {
      operator = false,
      ...options
    }: Visitor & { readonly operator?: boolean | 'as configured' } = {},
  ): Promise<Page> {
    const context = await this.visitor(options);
    const answer = await context.request.post('/local/sign-in', {
      data: { clientId, operator: operator === true },
      headers: { origin: this.url },
    });
    const { token } = await answer.json();
    await context.addInitScript(
      ([keptAs, kept]) => {
        if (location.protocol === 'about:') return; // an empty page may keep nothing
        if (keptAs && kept && !sessionStorage.getItem('was-here'))
          localStorage.setItem(keptAs, kept);
        sessionStorage.setItem('was-here', '1');
      },
      [`cz-local-session.${operator ? 'operator' : 'client'}`, JSON.stringify({ clientId, token })],
    );
    return context.newPage();
  }

  /** What the visitors' browsers had to complain of since the last spec; every browser is closed. */
  async leave(): Promise<readonly string[]> {
    const misdeeds = this.#misdeeds;
    this.#misdeeds = [];
    await Promise.all(this.#contexts.map((context) => context.close()));
    this.#contexts = [];
    return misdeeds;
  }
}

/** A stage for the specs of one file. */
export const staged = (env: Environment = {}): Stage => {
  const stage = new Stage(env);
  beforeAll(() => stage.open());
  afterEach(async () => {
    expect(await stage.leave(), 'what pages should never do').toEqual([]);
  });
  afterAll(() => stage.close());
  return stage;
};

/** What axe has to say against a page as it is now: nothing, if all is well. Shadow roots are looked into. */
export const complaintsOfAxe = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const run = Reflect.get(window, 'axe').run;
    const { violations } = await run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.flatMap(
      ({ id, help, nodes }: { id: string; help: string; nodes: { target: unknown }[] }) =>
        nodes.map(({ target }) => `${id}: ${help} (${JSON.stringify(target)})`),
    );
  });
};

/** Whether the page is wider than the window: it never should be. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A picture for people, in CZ_SCREENSHOTS if that is set. */
export const pictured = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['CZ_SCREENSHOTS'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};
