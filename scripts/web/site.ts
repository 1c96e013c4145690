import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { type SignIn, withSignIn } from './sign-in.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = 'web/pages';

/** Files by their path below the site's root: `cz-credits.js`, `account.html`, `assets/…`. */
export type Site = ReadonlyMap<string, Uint8Array>;

const BROWSERS: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  format: 'esm',
  target: ['es2022', 'chrome123', 'firefox121', 'safari17.5'],
  minify: true,
  legalComments: 'none',
  metafile: true,
  write: false,
  // Pages load it by its name, as any product does.
  external: ['/cz-credits.js'],
  outdir: 'public',
  logLevel: 'silent',
};

/**
 * Builds what is served beside the API: the module with the components, the client, and the pages with their assets.
 * `signIn` says how people sign in on these pages.
 */
export const buildSite = async (signIn: SignIn): Promise<Site> => {
  const [modules, pages] = await Promise.all([buildModules(), buildPages(signIn)]);
  return new Map([...modules, ...pages]);
};

/** What `cz-credits.js` imports only where a page needs it, beside the languages. */
const LATER = {
  'cz-credits.account': 'web/components/account/block.ts',
  'cz-credits.demo': 'web/components/demo/demo-wallet.ts',
};

/**
 * One file each, so that other sites can load them by a name that stays. Each is whole by itself: a chunk that several
 * share would have another name after each release, and a script that a browser still keeps would look for it in vain.
 */
const buildModules = async (): Promise<Site> => {
  const later = { ...LATER, ...(await languages()) };
  const entries = {
    'cz-credits': 'web/components/index.ts',
    'cz-credits-client': 'web/client/index.ts',
    ...later,
  };
  const { outputFiles = [] } = await build({
    ...BROWSERS,
    entryPoints: entries,
    plugins: [importedLater(later)],
  });
  return new Map(outputFiles.map(({ contents, path }) => [nameOf(path), contents]));
};

const languages = async (): Promise<Readonly<Record<string, string>>> => {
  const files = await readdir(join(ROOT, 'web/components/texts'));
  const others = files.filter((file) => /^[a-z]{2}\.ts$/.test(file) && file !== 'en.ts');
  return Object.fromEntries(
    others.map((file) => [`cz-credits.${basename(file, '.ts')}`, `web/components/texts/${file}`]),
  );
};

/** An `import()` of what is a module of its own stays one: it loads the file beside the script. */
const importedLater = (later: Readonly<Record<string, string>>): Plugin => ({
  name: 'imported-later',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const source = relative(ROOT, join(resolveDir, path)).replace(/\.js$/, '.ts');
      const name = Object.keys(later).find((each) => later[each] === source);
      return name ? { path: `./${name}.js`, external: true } : undefined;
    });
  },
});

/** Each `web/pages/*.html`, with the names that its scripts and styles have when they are built. */
const buildPages = async (signIn: SignIn): Promise<Site> => {
  const files = await readdir(join(ROOT, PAGES));
  const pages = await Promise.all(
    files
      .filter((file) => file.endsWith('.html'))
      .map(async (file) => ({ file, html: await readFile(join(ROOT, PAGES, file), 'utf8') })),
  );
  const sources = [...new Set(pages.flatMap(({ html }) => sourcesOf(html)))];
  const { metafile, outputFiles = [] } = await build({
    ...BROWSERS,
    entryPoints: sources.map((source) => join(PAGES, source)),
    entryNames: 'assets/[name]-[hash]',
    chunkNames: 'assets/[name]-[hash]',
    assetNames: 'assets/[name]-[hash]',
    splitting: true,
    loader: { '.svg': 'file' },
  });
  const builtAs = new Map(
    Object.entries(metafile?.outputs ?? {}).flatMap(([path, { entryPoint }]) =>
      entryPoint ? [[entryPoint.slice(PAGES.length + 1), path.replace('public', '')]] : [],
    ),
  );
  const html = pages.map(({ file, html }): [string, Uint8Array] => [
    file,
    Buffer.from(
      withSignIn(
        html.replace(SOURCE, (_, at, source) => at + (builtAs.get(source) ?? source)),
        signIn,
      ),
    ),
  ]);
  return new Map([
    ...outputFiles.map(({ contents, path }) => [nameOf(path), contents] as const),
    ...html,
  ]);
};

/** What a page takes from beside itself: `src="./console.ts"`, `href="./style.css"`. */
const SOURCE = /((?:src|href)="?)\.\/([\w/.-]+\.(?:ts|css))(?=")/g;

const sourcesOf = (html: string): readonly string[] =>
  [...html.matchAll(SOURCE)].map(([, , source = '']) => source);

const nameOf = (path: string): string => path.slice(join(ROOT, 'public').length + 1);
