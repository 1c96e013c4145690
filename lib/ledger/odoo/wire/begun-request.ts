import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import { addAbortSignal } from 'node:stream';
import { z } from 'zod';

const ending = new AsyncLocalStorage<AbortSignal>();

const begun = z.object({ request: z.instanceof(ClientRequest) });

// Node tells of a request when it is given a socket, connected or not, and in the context that it was made in.
subscribe('http.client.request.start', (message) => {
  const signal = ending.getStore();
  if (!signal) return;
  const parsed = begun.safeParse(message);
  if (parsed.success) addAbortSignal(signal, parsed.data.request);
});

/**
 * Destroys the HTTP requests that `work` begins, with their sockets, when the signal fires. For packages that make
 * requests without letting go of a handle to them.
 */
export const endingRequestsOn = <Result>(signal: AbortSignal, work: () => Result): Result =>
  ending.run(signal, work);
