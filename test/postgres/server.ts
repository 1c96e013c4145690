import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../scripts/support/postgres-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a durable PostgreSQL that is this run's own. */
    readonly postgres: string;
  }
}

/** One server for all files; each suite makes databases of its own on it. Without PostgreSQL the run fails. */
export default async (project: TestProject) => {
  const server = await startPostgres();
  project.provide('postgres', server.url());
  return () => server.stop();
};
