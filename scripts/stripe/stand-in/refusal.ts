/** What Stripe says in an error. */
export type ErrorBody = {
  readonly type: 'invalid_request_error' | 'idempotency_error' | 'card_error' | 'api_error';
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly [detail: string]: unknown;
};

/** Thrown where Stripe answers with an error: the transaction is taken back, and the caller told. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    readonly body: ErrorBody,
  ) {
    super(body.message);
  }
}

export const invalid = (
  message: string,
  details: { readonly code?: string; readonly param?: string } = {},
): Refusal => new Refusal(400, { type: 'invalid_request_error', message, ...details });

/** The customer's bank does not pay. */
export const cardDeclined = (): Refusal =>
  new Refusal(402, {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
  });

/** A path or a parameter names what there is not. */
export const resourceMissing = (what: string, id: string, param: string, status = 404): Refusal =>
  new Refusal(status, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what.replaceAll('_', ' ')}: '${id}'`,
    param,
  });
