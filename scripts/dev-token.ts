import { parseArgs } from 'node:util';
import { PATTERNS } from '../lib/wallet/ids.js';
import { localKeys, localToken } from './local/keys.js';
import { addLocalOperator } from './local/operators.js';

/** `npm run -s dev:token -- <clientId> [--admin]`: a bearer token for the local server on CZ_DATA_DIR. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { admin: { type: 'boolean', default: false } },
});
const clientId = positionals[0] ?? (values.admin ? 'dev_admin' : undefined);
if (!clientId || positionals.length > 1 || !PATTERNS.clientId.test(clientId)) {
  console.error(
    'usage: npm run -s dev:token -- <clientId> [--admin]\n(a client id is 1 to 128 letters, digits, _ or -)',
  );
  process.exit(2);
}
const folder = process.env['CZ_DATA_DIR'] || '.data';
if (values.admin) addLocalOperator(folder, clientId);
console.log(await localToken(clientId, await localKeys(folder)));
