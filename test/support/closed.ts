import type { Server } from 'node:http';

/** Ends a server, whoever is still connected. */
export const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
