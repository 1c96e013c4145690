import openapiTS, { astToString } from 'openapi-typescript';

const HEAD = '// Made of public/openapi.json by `npm run openapi`; not written by hand.\n\n';

/** The types of an OpenAPI document: of its paths and its schemas. */
export const typesOf = async (document: string): Promise<string> =>
  HEAD + astToString(await openapiTS(document, { immutable: true, alphabetize: true }));
