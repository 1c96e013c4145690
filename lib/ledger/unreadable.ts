import { z } from 'zod';

/** Why something stored can't be read, in one line: of all that is wrong with it, the first. */
export const whyUnreadable = (error: unknown): string => {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  const [first, ...others] = error.issues;
  const place = first?.path.length ? `${first.path.join('.')}: ` : '';
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return `${place}${first?.message}${more}`;
};
