import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { compose } from '../../lib/compose.js';
import { localCircumstances, localConfig } from '../../scripts/local/server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of a local server that nobody has written to yet. */
    readonly beginning: string;
  }
}

/** Making a database takes longer than copying one: it is made once, and each stage begins with a copy. */
export default async (project: TestProject) => {
  const folder = await mkdtemp(join(tmpdir(), 'cz-beginning-'));
  const config = await localConfig({ CZ_DATA_DIR: folder }, 0);
  const app = await compose(config, localCircumstances(config, folder));
  await app.registry.current();
  await app.close();
  project.provide('beginning', folder);
  return () => rm(folder, { recursive: true, force: true });
};
