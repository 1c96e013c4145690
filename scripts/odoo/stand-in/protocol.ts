import type { Disturbance } from './disturbance.js';
import type { Fault } from './fault.js';
import type { Reply } from './reply.js';

/** A request that was understood. */
export type Incoming = {
  /** `crm.lead.load`, or `common.version`. */
  readonly name: string;
  /** Checks who asks, and does it. @throws Fault */
  readonly carryOut: (disturbance: Disturbance | undefined) => Promise<Reply>;
};

export type HttpAnswer = {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** How answers go over the wire. */
export type Protocol = {
  readonly answer: (reply: Reply) => HttpAnswer;
  readonly failure: (fault: Fault) => HttpAnswer;
};
