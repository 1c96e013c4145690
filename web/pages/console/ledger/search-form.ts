import { html, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { ALL_KINDS, KINDS, kindNamed } from '../entry/kinds.js';
import { SOUGHT_BY, type SoughtBy, soughtByNamed } from './pasted.js';
import { type Search, takenFor } from './search-address.js';

type Given = {
  readonly search: Search;
  /** What the API says of its parameters, by their names. */
  readonly issues: ReadonlyMap<string, string>;
  readonly onChange: (search: Search) => void;
  readonly onSearch: () => void;
};

const CHOICES: readonly SoughtBy[] = ['traceId', 'clientId', 'key', 'stripeId'];

/** One field for whatever was pasted, and what narrows it down. */
export const searchForm = (given: Given): TemplateResult => html`
  <form class="panel search" role="search" novalidate
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      given.onSearch();
    }}
    @input=${(event: Event) => changed(event, given.onChange)}>
    ${whatIsSought(given)}
    <div class="filters">
      <div class="field">
        <label for="search-kind">Kind</label>
        <select id="search-kind" name="kind">
          <option value="" ?selected=${!given.search.kind}>All</option>
          ${ALL_KINDS.map((kind) => html`<option value=${kind} ?selected=${given.search.kind === kind}>${KINDS[kind].label}</option>`)}
        </select>
      </div>
      ${clientField(given)}
      ${timeField('from', 'From (UTC)', given)}
      ${timeField('to', 'Before (UTC)', given)}
    </div>
  </form>
`;

const whatIsSought = ({ issues, search }: Given): TemplateResult => {
  const taken = takenFor(search);
  const issue = search.text ? issues.get(taken.by) : issues.get('traceId');
  return html`<div class="sought">
    <div class="field text">
      <label for="search-text">Look for</label>
      <input id="search-text" name="q" type="search" autocomplete="off" autocapitalize="off" spellcheck="false"
        placeholder="Trace id, entry name, Stripe id, client id or key" .value=${live(search.text)}
        aria-invalid=${issue ? 'true' : 'false'} aria-describedby="search-hint">
    </div>
    <div class="field as">
      <label for="search-as">Take it for</label>
      <select id="search-as" name="as">
        <option value="" ?selected=${live(!search.as)}>What it looks like</option>
        ${CHOICES.map((by) => html`<option value=${by} ?selected=${live(search.as === by)}>${SOUGHT_BY[by]}</option>`)}
      </select>
    </div>
    <button class="button primary">Search</button>
    <p id="search-hint" class="hint ${issue ? 'wrong' : 'soft'}" aria-live="polite">${
      issue ? `${SOUGHT_BY[taken.by]} ${issue}` : hintOf(search)
    }</p>
  </div>`;
};

const hintOf = (search: Search): string => {
  if (!search.text) return 'It is recognised by its form.';
  const { because, by } = takenFor(search);
  return `Taken for ${because === 'chosen by you' ? `a ${SOUGHT_BY[by].toLowerCase()}, as you chose` : because}.`;
};

const timeField = (
  name: 'from' | 'to',
  label: string,
  { issues, search }: Given,
): TemplateResult => {
  const issue = issues.get(name);
  return html`<div class="field time">
    <label for="search-${name}">${label}</label>
    <input id="search-${name}" name=${name} type="datetime-local" .value=${live(localOf(search[name]))}
      aria-invalid=${issue ? 'true' : 'false'} aria-describedby="search-${name}-hint">
    <span class="hint wrong" id="search-${name}-hint">${issue ?? ''}</span>
  </div>`;
};

/** A link may have the time with its zone; the field has none. */
const localOf = (time = ''): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(time) ? `${time}T00:00` : time.replace(/(:\d{2}(\.\d+)?)?Z$/, '');

const clientField = ({ issues, search }: Given): TemplateResult => {
  const issue = search.client ? issues.get('clientId') : undefined;
  return html`<div class="field">
    <label for="search-client">Of client</label>
    <input id="search-client" name="client" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="Any"
      .value=${live(search.client ?? '')} aria-invalid=${issue ? 'true' : 'false'} aria-describedby="search-client-hint">
    <span class="hint wrong" id="search-client-hint">${issue ?? ''}</span>
  </div>`;
};

const changed = ({ currentTarget, target }: Event, onChange: Given['onChange']): void => {
  if (!(currentTarget instanceof HTMLFormElement)) return;
  const form = new FormData(currentTarget);
  const value = (name: string): string => String(form.get(name) ?? '').trim();
  // Another text is recognised anew, whatever the one before was to be taken for.
  const isOtherText = target instanceof HTMLInputElement && target.name === 'q';
  const as = isOtherText ? undefined : soughtByNamed(value('as'));
  const kind = kindNamed(value('kind'));
  onChange({
    text: String(form.get('q') ?? ''),
    ...(as && { as }),
    ...(kind && { kind }),
    ...(value('client') && { client: value('client') }),
    ...(value('from') && { from: value('from') }),
    ...(value('to') && { to: value('to') }),
  });
};
