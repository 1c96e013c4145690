import { z } from 'zod';
import { reached } from '../../lib/ledger/postgres/reached.js';
import { type RegistryDocument, registryDocument } from '../../lib/registry/document.js';
import type { Publication, RegistryStore } from '../../lib/registry/registry.js';
import { instant } from '../../lib/wallet/instant.js';
import type { Storage } from './storage.js';
import type { Document } from './terms.js';
import type { Owner } from './world.js';

/** All versions, as text, shared by all processes like the wallets are. */
export class Publications {
  readonly #texts: string[] = [];
  /** Told of every version when it is published. */
  onPublish: ((version: number, document: Document) => void) | undefined;

  get count(): number {
    return this.#texts.length;
  }

  text(version: number): string | undefined {
    return this.#texts[version - 1];
  }

  /** Answers false when that number is not the next one. */
  add(publication: { readonly version: number; readonly document: Document }): boolean {
    if (publication.version !== this.#texts.length + 1) return false;
    this.#texts.push(JSON.stringify(publication));
    this.onPublish?.(publication.version, publication.document);
    return true;
  }
}

const stored = z.object({ version: z.int(), document: registryDocument });

/** A document is read back once: the texts never change, and what they are read as is never changed by anybody. */
const read = new Map<string, Publication>();

const publicationOf = (text: string): Publication => {
  const known = read.get(text);
  if (known) return known;
  const publishedAt = instant(0);
  const publication = { ...stored.parse(JSON.parse(text)), publishedAt, author: 'operator' };
  if (read.size > 1000) read.clear();
  read.set(text, publication);
  return publication;
};

export const simulatedRegistryStore = (
  storage: Storage,
  owner: Owner,
  publications: Publications,
): RegistryStore => {
  const look = async (what: string, versionOf: () => number) => {
    const text = await reached(storage.read(what, owner, () => publications.text(versionOf())));
    return text === undefined ? undefined : publicationOf(text);
  };
  return {
    latest: () => look('the latest registry', () => publications.count),
    version: (_, version) => look(`registry ${version}`, () => version),
    publish: (_, { document, version }) =>
      reached(
        storage.read(`whether registry ${version} is its own`, owner, () =>
          publications.add({ version, document: plainDocument(document) }),
        ),
      ),
  };
};

/** What was validated is plain data again as soon as it is stored. */
const plainDocument = (document: RegistryDocument): Document =>
  JSON.parse(JSON.stringify(document)) as Document;
