import { describe, expect, it } from 'vitest';
import { goneDb, testApi } from '../support/app.js';
import { ENDPOINTS, type EndpointName } from '../support/caller.js';
import { allowedOn } from './allowed.js';

// Nothing here gets as far as the ledger: a body that is let in is refused for what it says.
const api = testApi({}, goneDb);

const names = Object.keys(ENDPOINTS) as EndpointName[];

const post = (body: BodyInit, headers: Readonly<Record<string, string>> = {}) =>
  api.service.send('credits-debit', {
    method: 'POST',
    body,
    headers,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });

/** In pieces, so that no length is announced. */
const streamOf = (...chunks: readonly Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

const KIB = 1024;
const jsonOf = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`;

describe('a body', () => {
  it.each([64 * KIB, 100])('of %d bytes is read', async (bytes) => {
    expect((await post(jsonOf(bytes))).status).toBe(422);
    expect((await post(streamOf(Buffer.from(jsonOf(bytes))))).status).toBe(422);
  });

  it('of one byte more than 64 KiB is too large, announced or not', async () => {
    const body = jsonOf(64 * KIB + 1);
    const tooLarge = { status: 413, code: 'payload_too_large', title: 'The body is too large' };
    expect((await post(body)).body).toMatchObject(tooLarge);
    expect((await post('{}', { 'content-length': '65537' })).body).toMatchObject(tooLarge);
    const half = Buffer.from(body.slice(0, 40_000));
    expect((await post(streamOf(half, half))).body).toMatchObject(tooLarge);
  });

  it('is counted in bytes, not in letters', async () => {
    const body = `{"a":"${'é'.repeat(32 * KIB)}"}`;
    expect((await post(body)).status).toBe(413);
  });

  it('without an end is not read to the end', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(16 * KIB));
      },
    });
    expect((await post(endless)).status).toBe(413);
    expect(pulled).toBeLessThan(10);
  });

  it('that breaks off is not an error of ours', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('the connection was reset')),
    });
    expect((await post(broken)).body).toMatchObject({ status: 400, code: 'malformed_json' });
    expect(api.logged).toEqual([]);
  });

  it.each([
    ['empty', ''],
    ['of white space', ' \n'],
    ['cut off', '{"actionId":"ask_ai"'],
    ['two values', '{}{}'],
    ['a form', 'actionId=ask_ai'],
    ['not quite JSON', "{'actionId':'ask_ai'}"],
    ['with a comment', '{} // ask'],
    ['NaN', '{"quantity":NaN}'],
    ['deep, and unclosed', '['.repeat(60_000)],
  ])('that is %s is not JSON', async (_, body) => {
    expect((await post(body)).body).toMatchObject({
      status: 400,
      code: 'malformed_json',
      title: 'The body is not JSON',
      detail: 'send one JSON value in UTF-8',
    });
  });

  it('that is not UTF-8 is not JSON either', async () => {
    const latin1 = Buffer.from('{"reason":"\u00e9"}', 'latin1');
    expect((await post(latin1)).body).toMatchObject({ status: 400, code: 'malformed_json' });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'nonsense', ''])(
    'is JSON whatever type it claims (%j)',
    async (type) => {
      expect((await post('{}', { 'content-type': type })).status).toBe(422);
    },
  );

  it('may begin with a byte order mark', async () => {
    expect((await post('\ufeff{}')).status).toBe(422);
  });

  it.each(['null', '7', '"ask_ai"', '[]', 'true'])('that is %s is no request', async (body) => {
    expect((await post(body)).body).toMatchObject({ status: 422, code: 'invalid_request' });
  });
});

describe('a method', () => {
  it.each(
    names.flatMap((endpoint) => {
      const allow = allowedOn(endpoint);
      return ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'QUERY']
        .filter((method) => !allow.split(', ').includes(method))
        .map((method) => [method, endpoint, allow] as const);
    }),
  )('%s is not for %s, which says what is', async (method, endpoint, allow) => {
    const { body, headers, status } = await api.stranger.send(endpoint, { method });
    expect([status, headers.get('allow')]).toEqual([405, allow]);
    if (method === 'HEAD') expect(body).toBeUndefined();
    else expect(body).toMatchObject({ code: 'method_not_allowed', detail: `use one of ${allow}` });
  });

  it('HEAD answers as GET would, without the body', async () => {
    const get = await api.stranger.send('health', {});
    const head = await api.stranger.send('health', { method: 'HEAD' });
    expect([head.status, head.body]).toEqual([get.status, undefined]);
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
  });
});

describe('a trace', () => {
  const id = '4bf92f3577b34da6a3ce929d0e0e4736';
  const traceOf = async (traceparent: string) =>
    (await api.stranger.send('health', { headers: { traceparent } })).headers.get('x-trace-id');

  it.each([`00-${id}-00f067aa0ba902b7-01`, `00-${id}-00f067aa0ba902b7-00`])(
    'is taken from %s',
    async (traceparent) => {
      expect(await traceOf(traceparent)).toBe(id);
    },
  );

  it.each([
    '',
    id,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${id}-${'0'.repeat(16)}-01`,
    `00-${id.toUpperCase()}-00f067aa0ba902b7-01`,
    `ff-${id}-00f067aa0ba902b7-01`,
    `00-${id}-00f067aa0ba902b7-01-more`,
    `00-${id.slice(1)}-00f067aa0ba902b7-01`,
    `00-${id}-00f067aa0ba902b7-01, 00-${id}-00f067aa0ba902b7-01`,
  ])('is a new one for %j', async (traceparent) => {
    const [first, second] = [await traceOf(traceparent), await traceOf(traceparent)];
    expect(first).not.toBe(id);
    expect(second).not.toBe(first);
  });

  it('is on errors too, in header and body', async () => {
    const headers = { traceparent: `00-${id}-00f067aa0ba902b7-01` };
    const reply = await api.stranger.send('credits-state', { headers });
    expect([reply.headers.get('x-trace-id'), reply.body]).toMatchObject([id, { traceId: id }]);
  });
});
