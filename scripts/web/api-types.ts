import openapiTS, { astToString } from 'openapi-typescript';

const HEAD = '// Made of public/openapi.json by `npm run openapi`; not written by hand.\n\n';

/** The types of an OpenAPI document: of its paths and its schemas. Not read-only: openapi-fetch takes a read-only array for an object. */
export const typesOf = async (document: string): Promise<string> =>
  HEAD + astToString(await openapiTS(document, { alphabetize: true }));
