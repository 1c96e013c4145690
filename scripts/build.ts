import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SignIn } from './web/sign-in.js';
import { buildSite } from './web/site.js';

/** `npm run build`: makes `public/` of `web/`. With CLERK_PUBLISHABLE_KEY its pages sign in with Clerk. */
const publishableKey = process.env['CLERK_PUBLISHABLE_KEY'];
const signIn: SignIn = publishableKey ? { by: 'clerk', publishableKey } : { by: 'nothing' };
const site = await buildSite(signIn);
await rm('public/assets', { recursive: true, force: true }); // their names change with what is in them
for (const [path, contents] of site) {
  await mkdir(dirname(join('public', path)), { recursive: true });
  await writeFile(join('public', path), contents);
}
