import type { RegistryDocument } from '../registry/document.js';

/** The packs as everybody may know them. */
export const showPacks = ({ packs }: RegistryDocument) =>
  packs.map(({ stripePriceId, ...pack }) => pack);
