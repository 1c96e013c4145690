import { mkdir, rm, writeFile } from 'node:fs/promises';
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

const site = await built();
if (site) {
  await rm('public/assets', { recursive: true, force: true }); // their names change with what is in them
  for (const [path, contents] of site) {
    await mkdir(dirname(join('public', path)), { recursive: true });
    await writeFile(join('public', path), contents);
  }
} else {
  process.exitCode = 1;
}
