import { z } from 'zod';

export const flag = z
  .enum(['0', '1', 'off', 'on', 'false', 'true'])
  .transform((value) => /1|on|true/.test(value));

export const address = (protocol: RegExp) =>
  z.url({ protocol, error: `should be an address (${protocol.source})` });

/** What is separated by commas. */
export const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

/** One, or two while it changes; the first is the one that signs. */
export const secrets = list
  .pipe(
    z
      .array(z.string().min(8, 'should be at least 8 long'))
      .max(2, 'should be one secret, or two while it changes, with a comma between'),
  )
  .default([]);
