import { z } from 'zod';
import { refTo, SCHEMAS } from './openapi/components.js';
import { GUIDE, SECURITY, TAGS } from './openapi/guide.js';
import { pathsOfClients } from './openapi/paths-of-clients.js';
import { pathsOfOperators } from './openapi/paths-of-operators.js';

/** The API as an OpenAPI 3.1 document, made of the very schemas that requests are checked with. */
export const openApi = (version: string) => {
  const components = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SCHEMAS)) components.add(schema, { id });
  const { schemas } = z.toJSONSchema(components, { io: 'input', uri: refTo });
  return {
    openapi: '3.1.0',
    info: { title: 'Credits API', version, description: GUIDE },
    servers: [{ url: '/', description: 'This deployment' }],
    tags: TAGS,
    paths: { ...pathsOfClients, ...pathsOfOperators },
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([id, { $id, $schema, ...schema }]) => [id, schema]),
      ),
      securitySchemes: SECURITY,
    },
  };
};
