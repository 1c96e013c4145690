import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import Stripe from 'stripe';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import {
  type StripeStandIn,
  type StripeStandInOptions,
  startStripeStandIn,
} from '../../scripts/stripe/stand-in/stand-in.js';
import { closed } from '../support/closed.js';

export const SECRET = 'whsec_spec';

/** An endpoint for webhooks that believes only what is signed, and remembers it. */
export type Endpoint = {
  readonly url: string;
  readonly events: Stripe.Event[];
  /** What it answers with; 200 at first. */
  answers: (event: Stripe.Event) => number;
};

/** A client of the stand-in, as the application would make it. */
export const clientOf = (
  { host, port, protocol, secretKey }: StripeStandIn,
  config: Stripe.StripeConfig = {},
): Stripe => new Stripe(secretKey, { host, port, protocol, maxNetworkRetries: 0, ...config });

/** An endpoint, closed after the test. */
export const startEndpoint = async (): Promise<Endpoint> => {
  const verifier = new Stripe('sk_test_verifies').webhooks;
  const endpoint: Endpoint = { url: '', events: [], answers: () => 200 };
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const signature = String(request.headers['stripe-signature']);
    const event = verifier.constructEvent(body, signature, SECRET);
    const status = endpoint.answers(event);
    if (status === 200) endpoint.events.push(event);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => closed(server));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return Object.assign(endpoint, { url: `http://127.0.0.1:${port}/hook` });
};

/** A stand-in and its client, closed after the test. */
export const startStage = async (options: StripeStandInOptions = {}) => {
  const standIn = await startStripeStandIn(options);
  onTestFinished(() => standIn.close());
  const stripe = clientOf(standIn);
  let heard = new Set<string>();
  /** The types of events since it was last asked, oldest first. */
  const told = async (): Promise<readonly string[]> => {
    const { data } = await stripe.events.list({ limit: 100 });
    const news = data.filter(({ id }) => !heard.has(id)).reverse();
    heard = new Set(data.map(({ id }) => id));
    return news.map(({ type }) => type);
  };
  return { standIn, stripe, told, post: (path: string, body: object) => post(standIn, path, body) };
};

/** Posts JSON, as a test in place of a browser. */
export const post = async ({ url }: StripeStandIn, path: string, body: object) => {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};

/** A pack of credits for 12.00 €, to be bought once. */
export const pack = {
  mode: 'payment',
  line_items: [
    {
      price_data: { currency: 'eur', unit_amount: 1_200, product_data: { name: '1 000 credits' } },
      quantity: 1,
    },
  ],
  success_url: 'http://localhost:3000/paid?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://localhost:3000/plans',
} satisfies Stripe.Checkout.SessionCreateParams;
