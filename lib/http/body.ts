import type { z } from 'zod';
import { Problem } from './problem.js';

const MOST_BYTES = 64 * 1024;
const notJson = new Problem('malformed_json', 'send one JSON value in UTF-8');
const STRAY = 'is not a member of this request';

/** The request's body as it came, byte for byte. Stops reading where it grows too large. */
export const readText = async (request: Request, most = MOST_BYTES): Promise<string | Problem> => {
  const tooLarge = new Problem('payload_too_large', `send at most ${most} bytes`);
  if (Number(request.headers.get('content-length') ?? 0) > most) return tooLarge;
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > most) return tooLarge;
      chunks.push(chunk);
    }
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    // A body that breaks off before its end is here too: whoever sent it is mostly gone.
    return notJson;
  }
};

/** The request's body as JSON, whatever content type it claims. */
export const readJson = async (request: Request, most?: number): Promise<unknown | Problem> => {
  const text = await readText(request, most);
  if (text instanceof Problem) return text;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return notJson;
  }
};

/** `value` as the schema wants it, or everything that is wrong with it, each with its path. */
export const parsed = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> | Problem => {
  // A strict schema refuses this member, a loose one drops it without a word.
  if (value instanceof Object && Object.hasOwn(value, '__proto__')) {
    return invalid([{ path: '__proto__', message: STRAY }]);
  }
  const { data, error } = schema.safeParse(value);
  if (!error) return data;
  const issues = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...issue.path, key].join('.'),
          message: STRAY,
        }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );
  return invalid(issues);
};

/** So many problems are told at once: an answer has a bound, whatever was sent. */
const MOST_ISSUES = 100;
const MOST_LETTERS = 300;

export const invalid = (all: readonly { readonly path: string; readonly message: string }[]) => {
  const issues = all.slice(0, MOST_ISSUES).map(({ message, path }) => ({
    path: path.slice(0, MOST_LETTERS),
    message: message.slice(0, MOST_LETTERS),
  }));
  const [first] = issues;
  const where = first?.path ? `${first.path}: ` : '';
  return new Problem('invalid_request', `${where}${first?.message ?? 'not valid'}`, { issues });
};

/** The `Idempotency-Key` header takes the place of the member `idempotencyKey`. Where both are given they must agree. */
export const withIdempotencyKey = (body: unknown, headers: Headers): unknown | Problem => {
  const key = headers.get('idempotency-key');
  if (key === null || typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  if (!('idempotencyKey' in body)) return { ...body, idempotencyKey: key };
  if (body.idempotencyKey === key) return body;
  return invalid([{ path: 'idempotencyKey', message: 'differs from the header Idempotency-Key' }]);
};

/** What the path says is a part of the request, and said there alone. */
export const withParams = (
  value: unknown,
  params: Readonly<Record<string, string>>,
): unknown | Problem => {
  const names = Object.keys(params);
  if (names.length === 0) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const twice = names.filter((name) => Object.hasOwn(value, name));
  if (twice.length > 0) {
    return invalid(twice.map((path) => ({ path, message: 'is said by the path already' })));
  }
  return { ...value, ...params };
};
