import { html, render } from 'lit-html';
import { answerOf, type Problem, type Schemas } from '../../../api/api.js';
import { entryRows } from '../entry/entry-rows.js';
import { issuesOf } from '../entry/issues.js';
import type { Entry } from '../entry/kinds.js';
import { type Clients, clientsOfMonth } from '../entry/starting-points.js';
import { visitsOf } from '../entry/visited.js';
import type { View } from '../view.js';
import { openCorrection } from '../wallets/corrections/correction-dialog.js';
import { reversal } from '../wallets/corrections/reversal.js';
import { ledgerStart } from './ledger-start.js';
import { type Results, results } from './results.js';
import { addressOf, queryOf, type Search, searchAt, takenFor } from './search-address.js';
import { searchForm } from './search-form.js';
import { type TraceAccesses, traceAccesses } from './trace-accesses.js';

const PAGE = '50';

/** Entries of all wallets, found by whatever somebody has in hand. */
export const ledger: View = (place, { api, clientId: operator, query, signal }) => {
  let search: Search = searchAt(query) ?? { text: '' };
  let found: Results = { at: 'start' };
  let clients: Clients = { at: 'waiting' };
  let accesses: TraceAccesses = { at: 'waiting' };
  let run = new AbortController();
  const searches = visitsOf('searches');

  const onReverse = (entry: Entry) => {
    const correction = reversal(entry);
    if (correction)
      openCorrection(place, { api, operator, onSent: () => void start() }, correction);
  };
  const rows = entryRows({
    redraw: () => show(),
    caption: 'Entries found',
    withClient: true,
    onReverse,
  });

  const ask = (sought: Search, over: AbortSignal, after?: string) => {
    const page = { ...queryOf(sought), limit: PAGE, ...(after && { after }) };
    return answerOf(api.GET('/v1/admin/entries', { params: { query: page }, signal: over }));
  };
  const start = async () => {
    run.abort();
    run = new AbortController();
    const over = AbortSignal.any([signal, run.signal]);
    const sought = search;
    found = { at: 'waiting', sought };
    accesses = { at: 'waiting' };
    show();
    const answer = await ask(sought, over);
    if (over.aborted) return;
    if (!answer.ok) return refuse(sought, answer.problem);
    searches.remember({ name: nameOf(sought), address: addressOf(sought) });
    come(sought, answer.value, []);
    if (takenFor(sought).by !== 'traceId') return;
    accesses = await traceAccesses(api, answer.value.entries, takenFor(sought).text, over);
    if (!over.aborted) show();
  };
  const more = async () => {
    if (found.at !== 'found' || !found.next || found.more === 'waiting') return;
    const { entries, next, sought } = found;
    const over = AbortSignal.any([signal, run.signal]);
    found = { ...found, more: 'waiting' };
    show();
    const answer = await ask(sought, over, next);
    if (over.aborted) return;
    if (answer.ok) return come(sought, answer.value, entries);
    found = { ...found, more: answer.problem };
    show();
  };
  const come = (sought: Search, page: Schemas['FoundEntries'], before: readonly Entry[]) => {
    const { entries, next } = page;
    found = { at: 'found', sought, entries: [...before, ...entries], ...(next && { next }) };
    show();
  };
  const refuse = (sought: Search, problem: Problem) => {
    found = { at: 'refused', sought, problem };
    show();
  };
  const submit = () => {
    if (!search.text.trim() && !search.client) {
      place.querySelector<HTMLInputElement>('#search-text')?.focus();
      return;
    }
    const address = addressOf(search);
    if (address !== location.hash) history.pushState(null, '', address);
    void start();
  };
  const searchFor = (other: Search) => {
    search = other;
    submit();
  };
  const show = () =>
    render(
      html`<div class="view ledger">
        <div class="head"><div><h1>Ledger</h1><p>Every movement of every wallet, found by whatever a client, a log line or Stripe gives you.</p></div></div>
        ${searchForm({
          search,
          issues: found.at === 'refused' ? issuesOf(found.problem) : new Map(),
          onChange: (changed) => {
            search = changed;
            show();
          },
          onSearch: submit,
        })}
        ${
          found.at === 'start'
            ? ledgerStart(searches.all(), clients)
            : results(found, { accesses, rows, searchFor, again: () => void start(), more })
        }
      </div>`,
      place,
    );

  if (search.text || search.client) {
    void start();
    return;
  }
  show();
  place.querySelector<HTMLInputElement>('#search-text')?.focus();
  void clientsOfMonth(api, signal).then((come) => {
    clients = come;
    if (!signal.aborted) show();
  });
};

const nameOf = (search: Search): string => {
  const { client, from, kind, text, to } = search;
  const time = from || to ? `${from ?? '…'} – ${to ?? '…'}` : '';
  return [text, client && text ? `of ${client}` : client, kind, time].filter(Boolean).join(' · ');
};
