/**
 * One spelling for all the ways in which an id has been written: `askAI`, `ask-ai` and `Ask AI` are `ask_ai`, and
 * `geospatial.ask_ai` is `geospatial_ask_ai`.
 */
export const spelling = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
