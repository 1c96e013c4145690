import { describe, expect, it } from 'vitest';
import {
  copyOf,
  edited,
  freshRow,
  isDraft,
  isSame,
  withoutRow,
  withRow,
} from '../../../../web/pages/console/registry/draft.js';
import { issueAt, issuesOf } from '../../../../web/pages/console/registry/issues.js';
import {
  isSendable,
  nameOf,
  unreadable,
  unreadableAt,
} from '../../../../web/pages/console/registry/members.js';
import { draft, idsOf } from './draft.js';

const CREDITS = 'actions.1.creditsPerUnit';

describe('a draft', () => {
  it('is edited at one path, and shares the rest with what it was', () => {
    const next = edited(draft, CREDITS, 5);
    expect(next.actions[1]).toEqual({ ...draft.actions[1], creditsPerUnit: 5 });
    expect(next.actions[0]).toBe(draft.actions[0]);
    expect(draft.actions[1]).toMatchObject({ creditsPerUnit: 2 });
  });

  it('loses a member that is set to nothing, and gains one that was not there', () => {
    expect(edited(draft, 'plans.0.softCap', 400).plans[0]).toMatchObject({ softCap: 400 });
    expect('price' in (edited(draft, 'packs.0.price', undefined).packs[0] ?? {})).toBe(false);
  });

  it('gets a copy under an id that is free', () => {
    const [ask = {}] = draft.actions;
    const once = withRow(draft, 'actions', 1, copyOf(draft, 'actions', ask));
    const twice = withRow(once, 'actions', 2, copyOf(once, 'actions', ask));
    expect(idsOf(twice)).toEqual(['ask', 'ask_copy', 'ask_copy_2', 'map', 'memo']);
    expect(withoutRow(twice, 'actions', 0).actions).toHaveLength(4);
  });

  it('is the same whatever the order of its members', () => {
    expect(isSame({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true);
    expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
    expect(isSame({ a: 1 }, { a: 1, b: undefined })).toBe(true);
  });

  it('is one only with lists of objects', () => {
    expect(isDraft(draft)).toBe(true);
    expect([null, [], {}, { ...draft, plans: 1 }, { ...draft, packs: ['x'] }].some(isDraft)).toBe(
      false,
    );
  });
});

describe('before anything is sent', () => {
  it('text where a number belongs is told at its field', () => {
    const wrong = edited(edited(draft, CREDITS, 'two'), 'packs.0.price.amountMinor', '');
    expect(isSendable(draft)).toBe(true);
    expect(isSendable(wrong)).toBe(false);
    expect(unreadable(wrong)).toEqual([
      { path: CREDITS, message: expect.stringContaining('whole number') },
      { path: 'packs.0.price.amountMinor', message: 'is missing' },
    ]);
    expect(unreadableAt(wrong, CREDITS)).toContain('whole number');
  });

  it('what is still empty is not complained of while somebody writes', () => {
    const fresh = withRow(draft, 'actions', 0, freshRow(draft, 'actions'));
    expect(unreadableAt(fresh, 'actions.0.creditsPerUnit')).toBeUndefined();
    expect(isSendable(fresh)).toBe(false);
  });
});

describe('what the server says', () => {
  const problem = (issues: readonly { readonly path: string; readonly message: string }[]) =>
    issuesOf({
      type: 'urn:cz-credits:problem:invalid_request',
      title: 'The request is not valid',
      status: 422,
      detail: '',
      code: 'invalid_request',
      traceId: '',
      issues: [...issues],
    });

  it('is found at the field that it is about', () => {
    const issues = problem([
      { path: 'registry.actions.1.creditsPerUnit', message: 'too small' },
      { path: 'registry.plans.0.features.2', message: 'lower-case' },
      { path: 'registry.plans.2.price', message: 'is gone' },
    ]);
    expect(issueAt(issues, CREDITS)).toBe('too small');
    expect(issueAt(issues, 'actions.1')).toBe('too small');
    expect(issueAt(issues, 'actions.11.creditsPerUnit')).toBeUndefined();
    expect(issueAt(issues, 'plans.0.features')).toBe('lower-case');
    expect(issueAt(issues, 'plans.2.price.amountMinor')).toBe('is gone');
  });

  it('is named as people call it', () => {
    expect(nameOf(CREDITS, draft)).toBe('Action map · Credits per unit');
    expect(nameOf('plans.professional', draft)).toBe('Plan professional');
    expect(nameOf('packs.0.price.amountMinor', draft)).toBe('Pack small · Price');
    expect(nameOf('defaultPlanId', draft)).toBe('Default plan');
    expect(nameOf('actions.7.name', draft)).toBe('Action no. 8 · Name');
  });
});
