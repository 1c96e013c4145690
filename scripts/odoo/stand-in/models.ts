import type { Model } from './model.js';
import { base } from './models/base.js';
import { crm } from './models/crm.js';
import { desk } from './models/desk.js';
import { groupsField, type Version } from './version.js';

/** All models that the stand-in has, with the names of fields that this version gives them. */
export const modelsOf = (version: Version): readonly Model[] =>
  [...base, ...crm, ...desk].map((model) => ({
    ...model,
    fields: Object.fromEntries(
      Object.entries(model.fields).map(([name, field]) => [
        name === 'groups_id' ? groupsField(version) : name,
        field,
      ]),
    ),
  }));
