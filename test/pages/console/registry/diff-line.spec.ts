import { describe, expect, it } from 'vitest';
import { defaultCatalog } from '../../../../lib/registry/default-catalog.js';
import { differences } from '../../../../lib/registry/differences.js';
import type { RegistryDocument } from '../../../../lib/registry/document.js';
import { consequencesOf } from '../../../../web/pages/console/registry/consequences.js';
import { changeIn } from '../../../../web/pages/console/registry/diff-line.js';

const [ask, ...others] = defaultCatalog.actions;
if (!ask) throw new Error('the default catalog has actions');

const changesTo = (after: Partial<RegistryDocument>) =>
  differences(defaultCatalog, { ...defaultCatalog, ...after }).map(changeIn);

describe('a line of the server’s diff', () => {
  it('says what changed from what to what', () => {
    const dearer = { ...ask, creditsPerUnit: 2, description: 'Now → dearer: "twice"' };
    expect(changesTo({ actions: [dearer, ...others] })).toEqual([
      {
        path: 'actions.ask_ai.description',
        how: 'changed',
        before: 'A question about a place, answered from maps, listings and open data.',
        after: 'Now → dearer: "twice"',
      },
      { path: 'actions.ask_ai.creditsPerUnit', how: 'changed', before: '1', after: '2' },
    ]);
  });

  it('says what is added, removed and moved', () => {
    const [first, second, ...rest] = others;
    if (!first || !second) throw new Error('the default catalog has more actions');
    const actions = [second, first, ...rest, { ...ask, actionId: 'ask_more' }];
    expect(changesTo({ actions })).toEqual([
      { path: 'actions', how: 'added', after: 'ask_more' },
      { path: 'actions', how: 'removed', before: 'ask_ai' },
      { path: 'actions', how: 'moved' },
    ]);
  });

  it('tells an arrow in a text from the one in the middle', () => {
    expect(changeIn('packs.p.name: "a → b" → "a → b → c"')).toEqual({
      path: 'packs.p.name',
      how: 'changed',
      before: 'a → b',
      after: 'a → b → c',
    });
  });
});

describe('what a change does to those who are there', () => {
  it('is said once for each kind of change', () => {
    const actions = defaultCatalog.actions.map((each) => ({ ...each, creditsPerUnit: 7 }));
    expect(consequencesOf(changesTo({ actions }))).toEqual([
      expect.stringContaining('A new price counts for what is debited or held from then on'),
    ]);
  });

  it('is nothing where only a name is another one', () => {
    expect(consequencesOf(changesTo({ actions: [{ ...ask, name: 'Ask' }, ...others] }))).toEqual(
      [],
    );
  });

  it('warns of an action that is gone, not of one that is new', () => {
    expect(consequencesOf(changesTo({ actions: others }))).toHaveLength(1);
    const more = [...defaultCatalog.actions, { ...ask, actionId: 'ask_more', aliases: [] }];
    expect(consequencesOf(changesTo({ actions: more }))).toEqual([]);
  });
});
