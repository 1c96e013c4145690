import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { declarations } from './web/declarations.js';

/**
 * `npm run build:types`: the types of the modules that other projects install, beside them in `public/`. Not a part of
 * `npm run build`, which takes a tenth of the time; `npm install` in a clone, and of a Git address, does both.
 */
for (const [name, text] of await declarations()) await writeFile(join('public', name), text);
