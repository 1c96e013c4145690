import { randomBytes } from 'node:crypto';
import { PATTERNS, type TraceId, traceId } from '../wallet/ids.js';

const TRACEPARENT = /^00-([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The trace that a request belongs to: the caller's (W3C trace context) where it has a valid one, else a new one. */
export const traceOf = (headers: Headers): TraceId => {
  const given = TRACEPARENT.exec(headers.get('traceparent') ?? '')?.[1];
  return given && PATTERNS.traceId.test(given) ? traceId(given) : newTrace();
};

const newTrace = (): TraceId => traceId(randomBytes(16).toString('hex'));
