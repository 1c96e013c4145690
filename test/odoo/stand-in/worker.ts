import { startOdooStandIn } from '../../../scripts/odoo/stand-in/stand-in.js';

/** A stand-in of its own process on a folder, there to be killed. */
const [folder = ''] = process.argv.slice(2);
const { apiKey, db, uid, url } = await startOdooStandIn({ folder });
console.log(JSON.stringify({ apiKey, db, uid, url }));
