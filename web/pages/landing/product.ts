import { html, type TemplateResult } from 'lit-html';
import { DEAR } from './story.js';

type Tool = {
  readonly actionId: string;
  readonly quantity: number;
  readonly name: string;
  readonly about: string;
  readonly button: string;
  /** Written in advance: only the credits are real. */
  readonly answer: TemplateResult;
};

const TOOLS: readonly Tool[] = [
  {
    actionId: 'ask_ai',
    quantity: 1,
    name: 'Ask AI',
    about: 'Who else holds more than 3 %?',
    button: 'Ask',
    answer: html`Two funds: <strong>Alder Growth II</strong> with 6.1 % and <strong>Kestrel Secondaries</strong> with 3.4 %, both since the Series B.`,
  },
  {
    actionId: 'price_estimate',
    quantity: 1,
    name: 'Price estimate',
    about: 'What this stake would sell for today',
    button: 'Estimate',
    answer: html`<strong>€ 4.1 m to 4.6 m</strong>, 18 % below the last round: growth slowed for two quarters, and the preference is senior.`,
  },
  {
    ...DEAR,
    name: 'Memo drafts',
    about: 'One for each company of the fund, three in all',
    button: 'Draft 3 memos',
    answer: html`Three memos of 9 pages each, <strong>Northwind</strong>, <strong>Halyard</strong> and <strong>Ostara</strong>, with sources in the margin.`,
  },
];

/** A product that is not there, with credits that are: the chip in its header, the guards around its buttons. */
export const product = (doneLast: string | undefined): TemplateResult => {
  const answered = TOOLS.find(({ actionId }) => actionId === doneLast);
  return html`
    <header>
      <div class="of"><span class="mark" aria-hidden="true"></span><span><strong>Deal desk</strong><small>Sample product</small></span></div>
      <cz-credits-chip></cz-credits-chip>
    </header>
    <div class="deal">
      <div><strong>Northwind Robotics</strong><span class="soft">Series C · 4 % stake</span></div>
      <dl>
        <div><dt>Asked</dt><dd>€ 5.2 m</dd></div>
        <div><dt>Last round</dt><dd>€ 132 m</dd></div>
      </dl>
    </div>
    <ul class="tools">${TOOLS.map(tool)}</ul>
    <div class="answer" aria-live="polite">
      ${
        answered
          ? html`<span class="soft">${answered.name}</span><p>${answered.answer}</p>`
          : html`<span class="soft">Answers appear here. They are written in advance; the credits are counted for real.</span>`
      }
    </div>`;
};

const tool = ({ about, actionId, button, name, quantity }: Tool): TemplateResult => html`<li>
  <div><strong>${name}</strong><span class="soft">${about}</span></div>
  <cz-credits-guard id=${`tool-${actionId}`} action=${actionId} quantity=${quantity} when-short="block">
    <button class="button">${button}</button>
  </cz-credits-guard>
</li>`;
