import { html, type TemplateResult } from 'lit-html';
import type { Answer, Problem } from '../../../api/api.js';
import { problemNotice } from '../../parts/problem-notice.js';

/** Something that is asked for: on its way, here, or not to be had. */
export type Loaded<T> =
  | { readonly at: 'waiting' }
  | { readonly at: 'here'; readonly value: T }
  | { readonly at: 'not here'; readonly problem: Problem };

export const loadedFrom = <T>(answer: Answer<T>): Loaded<T> =>
  answer.ok ? { at: 'here', value: answer.value } : { at: 'not here', problem: answer.problem };

type Shown<T> = {
  readonly waiting: TemplateResult;
  readonly here: (value: T) => TemplateResult;
  readonly again?: () => void;
};

/** What is shown of it; that something is not kept at this deployment is no error. */
export const shown = <T>(loaded: Loaded<T>, { again, here, waiting }: Shown<T>): TemplateResult => {
  switch (loaded.at) {
    case 'waiting':
      return waiting;
    case 'here':
      return here(loaded.value);
    case 'not here':
      return loaded.problem.code === 'not_configured'
        ? html`<div class="empty"><strong>Not kept here</strong><span>${loaded.problem.detail}</span></div>`
        : html`<div class="body">${problemNotice(loaded.problem, again)}</div>`;
  }
};
