import { html, type TemplateResult } from 'lit-html';
import type { Problem } from '../../../api/api.js';
import { format } from '../../parts/format.js';
import { problemNotice } from '../../parts/problem-notice.js';
import { accessList } from '../entry/access-list.js';
import { copyButton } from '../entry/copy-button.js';
import { waitingRows } from '../entry/entry-rows.js';
import { issuesOf } from '../entry/issues.js';
import type { Entry } from '../entry/kinds.js';
import { shown } from '../entry/loaded.js';
import { SOUGHT_BY } from './pasted.js';
import { type Search, takenFor } from './search-address.js';
import type { TraceAccesses } from './trace-accesses.js';

export type Results =
  | { readonly at: 'start' }
  | { readonly at: 'waiting'; readonly sought: Search }
  | { readonly at: 'refused'; readonly sought: Search; readonly problem: Problem }
  | {
      readonly at: 'found';
      readonly sought: Search;
      readonly entries: readonly Entry[];
      readonly next?: string;
      readonly more?: 'waiting' | Problem;
    };

type Given = {
  readonly rows: (entries: readonly Entry[]) => TemplateResult;
  readonly accesses: TraceAccesses;
  readonly searchFor: (search: Search) => void;
  readonly again: () => void;
  readonly more: () => Promise<void>;
};

/** What came of a search. */
export const results = (found: Exclude<Results, { at: 'start' }>, given: Given): TemplateResult => {
  switch (found.at) {
    case 'waiting':
      return html`<section class="panel" aria-busy="true">
        <header><h2>${titleOf(found.sought)}</h2><span class="soft" role="status">Looking…</span></header>${waitingRows(6)}</section>`;
    case 'refused':
      return issuesOf(found.problem).size > 0
        ? html`<p role="alert" class="soft">${found.problem.title}: see the field above.</p>`
        : problemNotice(found.problem, given.again);
    case 'found':
      return foundEntries(found, given);
  }
};

type Found = Extract<Results, { at: 'found' }>;

const foundEntries = (found: Found, given: Given): TemplateResult => {
  const { entries, sought } = found;
  const isTrace = takenFor(sought).by === 'traceId' && sought.text !== '';
  if (entries.length === 0) return nothingFound(found, given);
  return html`
    <section class="panel">
      <header><h2>${titleOf(sought)}</h2><span class="soft" role="status">${countOf(found, isTrace)}</span></header>
      ${given.rows(isTrace ? inOrder(entries) : entries)}
      ${moreButton(found, given)}
    </section>
    ${isTrace ? accessesOfTrace(given.accesses) : ''}`;
};

const titleOf = (sought: Search): TemplateResult => {
  const { by, text } = takenFor(sought);
  if (!text) return html`Entries of ${sought.client}`;
  return html`${SOUGHT_BY[by]} <code class="sought-id">${text}</code>${copyButton(text, 'it')}`;
};

const countOf = ({ entries, next }: Found, isTrace: boolean): string => {
  const count = `${format.number(entries.length)} ${entries.length === 1 ? 'entry' : 'entries'}`;
  return `${count}${next ? ', and there are more' : ''} · ${isTrace ? 'in the order of writing' : 'newest first'}`;
};

/** A trace is a story: it is told from its beginning. */
const inOrder = (entries: readonly Entry[]): readonly Entry[] =>
  [...entries].sort(
    (one, other) => one.createdAt.localeCompare(other.createdAt) || one.seq - other.seq,
  );

const moreButton = ({ more, next }: Found, given: Given) => {
  if (!next) return '';
  const problem = typeof more === 'object' ? problemNotice(more) : '';
  return html`<div class="more">${problem}<button class="button" type="button" ?disabled=${more === 'waiting'}
    @click=${given.more}>${more === 'waiting' ? 'Loading…' : 'Show more'}</button></div>`;
};

const nothingFound = ({ sought }: Found, { searchFor }: Given): TemplateResult => {
  const { by, else: other, text } = takenFor(sought);
  const { client, from, kind, to } = sought;
  const isNarrowed = kind || from || to || (client && text);
  const word = SOUGHT_BY[by].toLowerCase();
  return html`<section class="panel"><div class="empty" role="status">
    <strong>Nothing found</strong>
    <span>${text ? html`No entry has the ${word} <code>${text}</code>` : html`No entry is of <code>${client}</code>`}${isNarrowed ? ' with these filters' : ''}.</span>
    <div class="ways">
      ${other ? html`<button class="button" type="button" @click=${() => searchFor({ ...sought, as: other })}>Take it for a ${SOUGHT_BY[other].toLowerCase()}</button>` : ''}
      ${isNarrowed ? html`<button class="button" type="button" @click=${() => searchFor({ text: sought.text, ...(sought.as && { as: sought.as }), ...(!text && client && { client }) })}>Without filters</button>` : ''}
    </div>
  </div></section>`;
};

const accessesOfTrace = (accesses: TraceAccesses): TemplateResult => html`
  <section class="panel">
    <header><h2>Operators under this trace</h2><span class="soft">from the audit trail</span></header>
    ${shown(accesses, {
      waiting: waitingRows(2),
      here: (found) =>
        found.length === 0
          ? html`<div class="empty"><span>No operator: a client, a service or Stripe asked for it.</span></div>`
          : accessList(found),
    })}
  </section>`;
