/**
 * One spelling for all the ways in which an id has been written: `askAI`, `ask-ai` and `Ask AI` are `ask_ai`, and
 * `geospatial.ask_ai` is `geospatial_ask_ai`.
 */
export const spelling = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .toLowerCase();

/** Whether a name says anything once it is spelled like that. */
export const isSpelled = (name: string): boolean => /[\p{L}\p{N}]/u.test(name);
