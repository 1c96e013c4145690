import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { z } from 'zod';
import webhook from '../../api/credits-webhook.js';
import type { App } from '../../lib/compose.js';

export type WebhookEndpoint = { readonly url: string; readonly server: Server };

/** The real handler of webhooks on a real socket. `meets` is a status that a delivery meets before it comes there. */
export const listenForWebhooks = async (
  app: () => App,
  meets: () => number | undefined = () => undefined,
): Promise<WebhookEndpoint> => {
  const answer = async (request: Request) => {
    const status = meets();
    return status ? new Response(null, { status }) : webhook.servedBy(app())(request);
  };
  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}/api/credits-webhook`, server };
};
