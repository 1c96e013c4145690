import { writeFileSync } from 'node:fs';
import { VERSION } from '../lib/compose.js';
import { openApi } from '../lib/contract/openapi.js';

/** `npm run openapi`: writes the API's description to where it is served from. A test says when it is out of date. */
writeFileSync('public/openapi.json', `${JSON.stringify(openApi(VERSION), null, 2)}\n`);
