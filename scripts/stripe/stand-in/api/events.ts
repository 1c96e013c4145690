import { z } from 'zod';
import { moments, page, text } from '../form.js';
import { isWithin, listed } from '../listing.js';
import { type Operation, operation } from '../operation.js';
import { resourceMissing } from '../refusal.js';

const filters = {
  ...page,
  created: moments.optional(),
  type: text.optional(),
  types: z.array(text).max(20).optional(),
};

/** Whether an event's type is meant: `charge.*` means all of charges. */
const isMeant = (type: string, wanted: string): boolean =>
  wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;

export const events: readonly Operation[] = [
  operation('GET', '/v1/events', filters, (env, { created, type, types, ...part }) => {
    const meant = types ?? (type === undefined ? ['*'] : [type]);
    const found = env.store
      .all('event')
      .filter((event) => meant.some((wanted) => isMeant(event.type, wanted)))
      .filter((event) => isWithin(event.created, created));
    return listed('/v1/events', found, part);
  }),
  operation('GET', '/v1/events/:id', {}, (env, _, id) => {
    const event = env.store.get('event', id);
    if (!event) throw resourceMissing('event', id, 'id');
    return event;
  }),
];
