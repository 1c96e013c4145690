import { startStripeStandIn } from '../../../scripts/stripe/stand-in/stand-in.js';

/** A stand-in in a process of its own, which tells where it is and can be killed. */
const [folder = ''] = process.argv.slice(2);
const { host, port, secretKey, url } = await startStripeStandIn({ folder });
console.log(JSON.stringify({ host, port, secretKey, url }));
