import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { signInOf } from './web/sign-in.js';
import { buildSite, type Site } from './web/site.js';

/** `npm run build`: makes `public/` of `web/`. With CLERK_PUBLISHABLE_KEY its pages sign in with Clerk. */
const built = async (): Promise<Site | undefined> => {
  try {
    return await buildSite(signInOf(process.env));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
};

/**
 * Writes what is new. What is there as it should be stays untouched: the platform installs, and so builds, once more while
 * it collects these files.
 */
const publish = async (site: Site): Promise<void> => {
  for (const [path, contents] of site) {
    const file = join('public', path);
    const there = await readFile(file).catch(() => undefined);
    if (there?.equals(contents)) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
  // The names of assets change with what is in them.
  for (const asset of await readdir('public/assets')) {
    if (!site.has(`assets/${asset}`)) await rm(join('public/assets', asset));
  }
};

const site = await built();
if (site) await publish(site);
else process.exitCode = 1;
