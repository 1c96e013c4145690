import { z } from 'zod';
import { registryDocument } from '../registry/document.js';
import { text, wholeNumber } from './common.js';

const yes = z.enum(['1', 'true']).optional();
const version = z.int();
const credits = z.int();
const time = z.iso.datetime();

export const registryQuery = z
  .strictObject({
    version: wholeNumber
      .pipe(z.int().min(1))
      .optional()
      .describe('That version, instead of the last one.'),
    history: yes.describe('What was published, newest first, without the registries themselves.'),
    before: wholeNumber
      .pipe(z.int().min(1))
      .optional()
      .describe('Of a history: older versions than this one.'),
    limit: wholeNumber
      .pipe(z.int().min(1).max(50))
      .optional()
      .describe('Of a history: how many versions; 20 if absent.'),
  })
  .check(({ issues, value }) => {
    const { before, history, limit, version } = value;
    const complain = (name: string, message: string) =>
      issues.push({ code: 'custom', message, path: [name], input: value });
    if (history && version !== undefined) complain('version', 'is not of a history: send before');
    if (!history && before !== undefined) complain('before', 'is of a history: send history=1 too');
    if (!history && limit !== undefined) complain('limit', 'is of a history: send history=1 too');
  });

export type RegistryQuery = z.output<typeof registryQuery>;

export const publishQuery = z.strictObject({
  dryRun: yes.describe('Publishes nothing, and says what it would change.'),
});

export const publishRequest = z
  .strictObject({
    expectedVersion: z
      .int()
      .min(0)
      .describe('The last version as you know it. If it is another by now, nothing is published.'),
    registry: registryDocument
      .optional()
      .describe('The whole of it, in the form in which it is read.'),
    rollBackTo: z
      .int()
      .min(1)
      .optional()
      .describe('Instead of `registry`: publishes once more what this version was.'),
    author: text
      .max(120)
      .optional()
      .describe('Who publishes, where a machine does. People are named by their own id.'),
    note: text.max(1000).optional().describe('Why. It is in the history.'),
  })
  .check(({ issues, value }) => {
    const { registry, rollBackTo } = value;
    if ((registry === undefined) !== (rollBackTo === undefined)) return;
    const message = 'send either registry or rollBackTo';
    issues.push({ code: 'custom', message, path: ['registry'], input: value });
  });

const publication = {
  version,
  publishedAt: time,
  author: z.string(),
  note: z.string().optional(),
};

export type PublishRequest = z.output<typeof publishRequest>;

export const registryAnswer = z.object({ ...publication, registry: registryDocument });

export type RegistryAnswer = z.output<typeof registryAnswer>;

const diff = z
  .array(z.string())
  .describe('A line for each difference: `actions.ask_ai.creditsPerUnit: 1 → 2`, `plans: + gold`.');

export const historyAnswer = z.object({
  versions: z.array(
    z.object({
      ...publication,
      diff: diff.describe('To the version before; of the first, none.'),
    }),
  ),
});

export type HistoryAnswer = z.input<typeof historyAnswer>;

const rated = {
  existingCredits: credits.describe('At the prices at which it was charged.'),
  candidateCredits: credits.describe('At the prices of what is asked about.'),
  delta: credits,
};

export const shadowRating = z
  .object({
    from: time,
    to: time,
    actions: z.array(
      z.object({ actionId: z.string(), quantity: z.int().describe('In units.'), ...rated }),
    ),
    totals: z.object(rated),
    gone: z
      .array(z.string())
      .describe('Actions that were used and would not be there any more. They would cost nothing.'),
  })
  .describe(
    'All debits and captures of the last whole month (UTC): credits per unit × quantity, also what was short and what was reversed since.',
  );

export type ShadowRating = z.input<typeof shadowRating>;

export const publishPreview = z.object({
  dryRun: z.literal(true),
  ledgerWrites: z.literal(false),
  version: version.describe('The number that it would get.'),
  diff,
  shadowRating,
});

export type PublishPreview = z.input<typeof publishPreview>;
