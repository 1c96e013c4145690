import { expect } from 'vitest';
import type { z } from 'zod';
import { problem } from '../../lib/contract/problem.js';
import { PROBLEMS } from '../../lib/http/problem.js';

/** An answer that was found to be as the contract has it. */
export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where there is none, and text where it is not JSON. */
  readonly body: unknown;
};

/**
 * Reads an answer, and refuses every one that is not of the contract: an error is a problem of the table with the
 * status that the table gives it, and both it and a success have the members of their schema and, at any depth, no others.
 */
export const replyTo = async (response: Response, schema: z.ZodType): Promise<Reply> => {
  const { headers, status } = response;
  const text = await response.text();
  const traceId = headers.get('x-trace-id');
  expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  if (text === '') return { status, headers, body: undefined };

  const type = headers.get('content-type');
  if (type && !type.includes('json')) return { status, headers, body: text };
  const body: unknown = JSON.parse(text);
  if (type === 'application/problem+json') expectProblem(body, status, traceId);
  else {
    expect(type).toBe('application/json; charset=utf-8');
    expect(schema.parse(body)).toStrictEqual(body); // a schema drops what it does not know
  }
  return { status, headers, body };
};

const expectProblem = (body: unknown, status: number, traceId: string | null): void => {
  const known = problem.parse(body);
  expect(known).toStrictEqual(body);
  const { code, ...rest } = known;
  expect(rest).toMatchObject({ type: `urn:cz-credits:problem:${code}`, status, traceId });
  expect(Object.entries(PROBLEMS).find(([each]) => each === code)?.[1].status).toBe(status);
};
