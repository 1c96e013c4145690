import type { EndpointName } from '../support/caller.js';

/** Of the endpoints that do not only read. */
const ALLOWED: Readonly<Partial<Record<EndpointName, string>>> = {
  'action-registry-admin': 'GET, HEAD, POST, OPTIONS',
  'credits-checkout': 'POST, OPTIONS',
  'credits-debit': 'POST, OPTIONS',
  'credits-plan': 'POST, OPTIONS',
  'credits-topup-confirm': 'POST, OPTIONS',
  'credits-webhook': 'POST, OPTIONS',
  'credits-sync': 'GET, HEAD, POST, OPTIONS',
};

/** The methods of an endpoint, as it tells them. */
export const allowedOn = (endpoint: EndpointName): string =>
  ALLOWED[endpoint] ?? 'GET, HEAD, OPTIONS';
