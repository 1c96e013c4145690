import { html, render } from 'lit-html';
import { giveCredits } from '../session/credits.js';
import { openSession, type Session } from '../session/session.js';
import { who } from '../session/who.js';
import { happened } from './happened.js';
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
  /** What the ledger had when this page came: the product answers only to what is newer. */
  let since: number | undefined;
  const show = () => {
    const { snapshot } = store;
    since ??= snapshot.state?.version;
    render(product(snapshot, since), left);
    render(story(session, snapshot), above);
    render(happened(session, snapshot), right);
  };
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
