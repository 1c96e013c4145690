import { describe, expect, it } from 'vitest';
import { type Draft, edited } from '../../../../web/pages/console/registry/draft.js';
import { merge } from '../../../../web/pages/console/registry/merge.js';
import { changedAction, draft, idsOf } from './draft.js';

const NOTHING = new Set<string>();

describe('edits that are taken over onto what somebody else published', () => {
  it('stand beside theirs, also in the same action', () => {
    const mine = changedAction(draft, 'ask', { creditsPerUnit: 2 });
    const theirs = changedAction(draft, 'ask', { name: 'Ask AI' });
    expect(merge(draft, mine, theirs, NOTHING)).toEqual({
      document: changedAction(draft, 'ask', { creditsPerUnit: 2, name: 'Ask AI' }),
      clashes: [],
    });
  });

  it('are theirs wherever I changed nothing', () => {
    const theirs = edited(changedAction(draft, 'map', { creditsPerUnit: 3 }), 'defaultPlanId', 'x');
    expect(merge(draft, draft, theirs, NOTHING)).toEqual({ document: theirs, clashes: [] });
  });

  it('clash where both changed the same to something else, and mine holds unless I yield', () => {
    const mine = changedAction(draft, 'ask', { creditsPerUnit: 2 });
    const theirs = changedAction(draft, 'ask', { creditsPerUnit: 3 });
    const path = 'actions.ask.creditsPerUnit';
    const kept = merge(draft, mine, theirs, NOTHING);
    expect(kept.clashes).toEqual([{ path, base: 1, mine: 2, theirs: 3 }]);
    expect(kept.document).toEqual(mine);
    expect(merge(draft, mine, theirs, new Set([path])).document).toEqual(theirs);
  });

  it('do not clash where both did the same', () => {
    const both = changedAction(draft, 'ask', { creditsPerUnit: 2 });
    expect(merge(draft, both, both, NOTHING)).toEqual({ document: both, clashes: [] });
  });

  it('clash where one changed what the other removed', () => {
    const mine = changedAction(draft, 'map', { creditsPerUnit: 3 });
    const theirs: Draft = { ...draft, actions: draft.actions.toSpliced(1, 1) };
    const merged = merge(draft, mine, theirs, NOTHING);
    expect(merged.clashes).toMatchObject([{ path: 'actions.map', theirs: undefined }]);
    expect(idsOf(merged.document)).toEqual(['ask', 'map', 'memo']);
    const yielded = merge(draft, mine, theirs, new Set(['actions.map']));
    expect(idsOf(yielded.document)).toEqual(['ask', 'memo']);
  });

  it('keep what either added, in its place, and do without what either removed', () => {
    const mine: Draft = { ...draft, actions: draft.actions.toSpliced(1, 0, { actionId: 'mine' }) };
    const theirs: Draft = {
      ...draft,
      actions: [...draft.actions.slice(0, 2), { actionId: 'theirs' }],
    };
    const { clashes, document } = merge(draft, mine, theirs, NOTHING);
    expect(clashes).toEqual([]);
    expect(idsOf(document)).toEqual(['ask', 'mine', 'map', 'theirs']);
  });

  it('keep an order that I made, and take theirs where I made none', () => {
    const turned: Draft = { ...draft, actions: draft.actions.toReversed() };
    expect(idsOf(merge(draft, turned, draft, NOTHING).document)).toEqual(['memo', 'map', 'ask']);
    expect(idsOf(merge(draft, draft, turned, NOTHING).document)).toEqual(['memo', 'map', 'ask']);
  });

  it('are taken as a whole where rows can’t be told apart', () => {
    const twice: Draft = { ...draft, actions: [{ actionId: 'ask' }, { actionId: 'ask' }] };
    const theirs = changedAction(draft, 'ask', { creditsPerUnit: 3 });
    const merged = merge(draft, twice, theirs, NOTHING);
    expect(merged.clashes.map(({ path }) => path)).toEqual(['actions']);
    expect(merged.document.actions).toEqual(twice.actions);
  });
});
