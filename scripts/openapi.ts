import { writeFileSync } from 'node:fs';
import { VERSION } from '../lib/compose.js';
import { openApi } from '../lib/contract/openapi.js';
import { typesOf } from './web/api-types.js';

/** `npm run openapi`: writes the API's description to where it is served from, and its types for web/. A test says when they are out of date. */
const document = `${JSON.stringify(openApi(VERSION), null, 2)}\n`;
writeFileSync('public/openapi.json', document);
writeFileSync('web/api/schema.d.ts', await typesOf(document));
