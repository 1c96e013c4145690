import { endpoint } from '../lib/compose.js';
import { getRegistry, postRegistry } from '../lib/http/operators/registry.js';

export default endpoint({ GET: getRegistry, POST: postRegistry });
