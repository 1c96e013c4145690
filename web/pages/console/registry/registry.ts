import { html, nothing, render, type TemplateResult } from 'lit-html';
import { format } from '../../parts/format.js';
import { problemNotice } from '../../parts/problem-notice.js';
import type { Given, View } from '../view.js';
import { actionsSection } from './actions-section.js';
import { conflictPanel, startConflict } from './conflict.js';
import { addressOf, type Desk, draftOf, go, isDirty, type Registry, type Section } from './desk.js';
import { draftBar, saidNotice } from './draft-bar.js';
import { field } from './fields.js';
import { historySection, readOn } from './history-section.js';
import { jsonSection, unreadableText } from './json-section.js';
import { keepDraft, keptDraft, warnOnLeaving } from './kept-draft.js';
import { oldVersion, readOld } from './old-version.js';
import { packsSection } from './packs-section.js';
import { plansSection } from './plans-section.js';
import { startReview } from './review.js';
import { reviewSection } from './review-section.js';
import { readVersion } from './versions.js';

const SECTIONS = {
  actions: 'Actions',
  plans: 'Plans',
  packs: 'Packs',
  json: 'JSON',
  history: 'History',
} as const;

/** What things cost, and how that changes: a draft, a look at what it would do, a publication. */
export const registry: View = (place, given) => {
  const load = async () => {
    render(html`<div class="view registry">${head} ${waiting}</div>`, place);
    const answer = await readVersion(given);
    if (given.signal.aborted) return;
    if (!answer.ok) {
      const again = () => void load();
      render(
        html`<div class="view registry">${head} ${problemNotice(answer.problem, again)}</div>`,
        place,
      );
      return;
    }
    open(place, given, answer.value);
  };
  void load();
};

const head = html`<div class="head"><div><h1>Registry</h1>
  <p>What actions cost, what plans grant, what packs sell. A version is never edited: another takes its place.</p></div></div>`;

const waiting = html`<div class="waiting force-waiting"></div><div class="waiting tabs-waiting"></div>
  <div class="waiting rows-waiting"></div>`;

const open = (place: HTMLElement, given: Given, current: Registry): void => {
  const kept = keptDraft(given.clientId);
  const [name = '', rest = ''] = given.rest.split('/');
  const desk: Desk = {
    given,
    current,
    draft: kept ?? draftOf(current),
    issues: [],
    section: sectionNamed(name),
    lookedAt: name === 'history' && /^\d+$/.test(rest) ? Number(rest) : undefined,
    typed: undefined,
    filter: '',
    page: 0,
    open: undefined,
    review: undefined,
    history: undefined,
    old: undefined,
    conflict: undefined,
    said: undefined,
    draw: () => {
      if (!given.signal.aborted) render(whole(desk), place);
    },
  };
  if (kept && !isDirty(desk)) keepDraft(given.clientId, undefined);
  warnOnLeaving(isDirty(desk));
  desk.draw();
  if (desk.draft.base !== current.version) void startConflict(desk);
  else if (name === 'review') {
    history.replaceState(null, '', addressOf('review', Number(rest) || undefined));
    void startReview(desk, Number(rest) || undefined);
  }
};

const sectionNamed = (name: string): Section => {
  const known = Object.keys(SECTIONS).find((each) => each === name);
  return isSection(known) ? known : 'actions';
};

const isSection = (name: string | undefined): name is keyof typeof SECTIONS =>
  name !== undefined && name in SECTIONS;

const whole = (desk: Desk): TemplateResult => html`<div class="view registry">
  ${head}
  ${inForce(desk)}
  <div role="status">${saidNotice(desk)}</div>
  ${conflictPanel(desk)}
  ${desk.section === 'review' ? nothing : navigation(desk)}
  ${section(desk)}
  ${draftBar(desk)}
</div>`;

/** Who published what is in force, and the two values that count everywhere. */
const inForce = (desk: Desk): TemplateResult => {
  const { author, note, publishedAt, version } = desk.current;
  const plans = desk.draft.document.plans.map(({ name, planId }): readonly [string, string] => [
    String(planId),
    String(name || planId),
  ]);
  const chosen = String(desk.draft.document['defaultPlanId'] ?? '');
  const known = plans.some(([id]) => id === chosen);
  return html`<section class="panel in-force" aria-label="In force">
    <dl>
      <div><dt>In force</dt><dd><strong>Version ${version}</strong></dd></div>
      <div><dt>Published</dt><dd>${format.moment(publishedAt)} UTC<br><span class="soft">by ${author}</span></dd></div>
      <div class="why"><dt>Note</dt><dd>${note ?? html`<span class="soft">None</span>`}</dd></div>
    </dl>
    <div class="general">
      ${field(desk, 'creditValueMicroEur', { hint: '€, for margins.' })}
      ${field(desk, 'defaultPlanId', {
        options: known ? plans : [[chosen, chosen], ...plans],
        hint: 'Wallets are opened on it.',
      })}
    </div>
  </section>`;
};

const navigation = (desk: Desk): TemplateResult =>
  html`<nav class="sections" aria-label="Registry">${Object.entries(SECTIONS).map(
    ([name, title]) => {
      const follow = (event: MouseEvent) => {
        if (event.metaKey || event.ctrlKey || !isSection(name)) return;
        event.preventDefault();
        go(desk, name);
      };
      const count =
        name === 'actions' || name === 'plans' || name === 'packs'
          ? desk.draft.document[name].length
          : undefined;
      return html`<a href="#/registry/${name}" @click=${follow} aria-current=${desk.section === name ? 'page' : 'false'}>${title}${
        count === undefined ? nothing : html` <span class="count">${format.number(count)}</span>`
      }</a>`;
    },
  )}</nav>`;

const section = (desk: Desk): TemplateResult => {
  const isTable =
    desk.section === 'actions' || desk.section === 'plans' || desk.section === 'packs';
  if (isTable && desk.draft.text !== undefined) return unreadableText(desk, () => go(desk, 'json'));
  switch (desk.section) {
    case 'actions':
      return actionsSection(desk);
    case 'plans':
      return plansSection(desk);
    case 'packs':
      return packsSection(desk);
    case 'json':
      return jsonSection(desk);
    case 'review':
      return reviewSection(desk);
    case 'history':
      return past(desk);
  }
};

const past = (desk: Desk): TemplateResult => {
  if (desk.lookedAt !== undefined) {
    if (desk.old?.version !== desk.lookedAt) void readOld(desk, desk.lookedAt);
    return oldVersion(desk, desk.lookedAt);
  }
  if (desk.history?.of !== desk.current.version) queueMicrotask(() => void readOn(desk));
  return historySection(desk);
};
