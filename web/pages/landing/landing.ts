import { html, render } from 'lit-html';
import { giveCredits } from '../session/credits.js';
import { openSession, type Session } from '../session/session.js';
import { who } from '../session/who.js';
import { happened, type Refusal } from './happened.js';
import { product } from './product.js';
import { story } from './way.js';

const start = async (): Promise<void> => {
  const [bar, left, above, right] = ['who', 'product', 'story', 'happened'].map((id) =>
    document.getElementById(id),
  );
  if (!bar || !left || !above || !right) return;
  const opening = openSession();
  const store = await giveCredits(opening);
  let session: Session | undefined;
  let doneLast: string | undefined;
  let refusal: Refusal | undefined;
  const show = () => {
    const { snapshot } = store;
    render(product(doneLast), left);
    render(story(session, snapshot), above);
    render(happened(session, snapshot, refusal), right);
  };
  // Only what was charged is worked on, as in any product.
  left.addEventListener('cz-credits-charged', ({ detail }) => {
    doneLast = detail.entry.actionId;
    refusal = undefined;
    show();
  });
  left.addEventListener('cz-credits-blocked', ({ detail }) => {
    refusal = { problem: detail.problem, version: store.snapshot.state?.version };
    show();
  });
  store.subscribe(show);
  show();
  try {
    session = await opening;
    render(who(session), bar);
  } catch {
    render(html`<span class="soft">Sign-in can’t be reached</span>`, bar);
  }
  show();
};

await start();
