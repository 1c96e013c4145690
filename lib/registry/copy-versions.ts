import { isDeepStrictEqual } from 'node:util';
import type { TenantId } from '../wallet/ids.js';
import type { RegistryStore } from './registry.js';

export type CopiedVersions = {
  readonly versions: number;
  readonly copied: number;
  /** Numbers under which the target has another document: entries that refer to them would mean something else there. */
  readonly differing: readonly number[];
};

/** Publishes in the target, under their numbers and in their order, the versions that it lacks. Repeatable. */
export const copyVersions = async (
  source: RegistryStore,
  target: RegistryStore,
  tenantId: TenantId,
): Promise<CopiedVersions> => {
  const latest = (await source.latest(tenantId))?.version ?? 0;
  const differing: number[] = [];
  let copied = 0;
  for (let version = 1; version <= latest; version++) {
    const publication = await source.version(tenantId, version);
    if (!publication) continue;
    let there = await target.version(tenantId, version);
    if (!there && (await target.publish(tenantId, publication))) copied += 1;
    there ??= await target.version(tenantId, version);
    if (!isDeepStrictEqual(there?.document, publication.document)) differing.push(version);
  }
  return { versions: latest, copied, differing };
};
