import { endpoint } from '../lib/compose.js';
import { answerWebhook } from '../lib/http/webhook.js';

export default endpoint({ POST: { admits: 'everybody', unlimited: true, answer: answerWebhook } });
