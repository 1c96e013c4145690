import type { Texts } from './en.js';

export const texts: Texts = {
  demo: 'Demo',
  demoHint:
    'Eine Demo in diesem Browser: Nichts wird abgebucht. Melden Sie sich an, um Ihre eigenen Credits zu sehen.',
  credits: { one: '{n} Credit', other: '{n} Credits' },
  again: 'Erneut versuchen',
  close: 'Schließen',
  problems: {
    unreachable:
      'Keine Verbindung zum Credits-Dienst. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    unauthenticated: 'Ihre Sitzung ist abgelaufen. Melden Sie sich erneut an.',
    rate_limited: 'Zu viele Anfragen. Versuchen Sie es in einer Minute noch einmal.',
    sign_in_to_buy: 'Das ist eine Demo. Melden Sie sich an, um Credits zu kaufen.',
    other: 'Beim Credits-Dienst ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.',
  },
};
