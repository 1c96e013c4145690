import { html, nothing, render, type TemplateResult } from 'lit-html';
import { signInAgain } from '../session/again.js';
import type { Session } from '../session/session.js';

let isOver = false;

/** Whether the console says that its session is over: what asks by itself, without being told to, waits. */
export const isSessionOver = (): boolean => isOver;

/** Tells with `back` that it goes on. */
export const sessions = new EventTarget();

/** Says above the views whether the session is over, by what the API answered last. */
export const sessionNotice = (session: Session, place: HTMLElement) => {
  const show = (over: boolean) => {
    const isBack = isOver && !over;
    isOver = over;
    render(over ? notice(again) : nothing, place);
    if (isBack) sessions.dispatchEvent(new Event('back'));
  };
  const again = async () => {
    const before = await session.getToken();
    await signInAgain(session, true);
    const token = await session.getToken();
    if (token && token !== before) show(false);
  };
  return ({ status }: Response): void => {
    if (status === 401) show(true);
    else if (status < 400 && isOver) show(false);
  };
};

/** Stands above the view, which stays: nothing that was being written there is lost. */
const notice = (again: () => Promise<void>): TemplateResult => html`<div class="notice warn">
  <div><strong>Your session is over.</strong> Sign in again to go on where you are.</div>
  <button class="button" @click=${() => void again()}>Sign in again</button>
</div>`;
