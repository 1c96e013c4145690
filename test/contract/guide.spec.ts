import { describe, expect, it } from 'vitest';
import { SCHEMAS } from '../../lib/contract/openapi/components.js';
import { ANSWERS } from '../../lib/contract/openapi/examples-of-answers.js';
import { REQUESTS } from '../../lib/contract/openapi/examples-of-requests.js';
import { ERRORS, TAGS } from '../../lib/contract/openapi/guide.js';
import { pathsOfClients } from '../../lib/contract/openapi/paths-of-clients.js';
import { pathsOfOperators } from '../../lib/contract/openapi/paths-of-operators.js';
import { PROBLEMS } from '../../lib/http/problem.js';

const operations = Object.values({ ...pathsOfClients, ...pathsOfOperators }).flatMap((methods) =>
  Object.values(methods),
);

/** What a reader is shown, one by one: whose it is, what it is called, itself. */
const examples = Object.entries({ ...REQUESTS, ...ANSWERS }).flatMap(([schema, shown]) =>
  Object.entries(shown).map(([name, value]) => ({ schema, name, value })),
);

describe('what the API reference tells', () => {
  it('is every error that is answered, with its status', () => {
    const told = Object.entries(ERRORS).map(([code, [status]]) => [code, status]);
    const answered = Object.entries(PROBLEMS).map(([code, { status }]) => [code, status]);
    expect(told.sort()).toEqual(answered.sort());
  });

  it.each(examples)('is true of $schema: $name', ({ schema, value }) => {
    const known = Object.entries(SCHEMAS).find(([name]) => name === schema);
    expect(known?.[1].safeParse(value).error).toBeUndefined();
  });

  it('says of every operation whom it is for, and names each by one name', () => {
    const names = TAGS.map(({ name }) => name);
    for (const { tags } of operations) expect(names).toEqual(expect.arrayContaining(tags));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
