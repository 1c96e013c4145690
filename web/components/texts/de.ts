import type { Texts } from './en.js';

export const texts: Texts = {
  demo: 'Demo',
  demoHint:
    'Eine Demo in diesem Browser: Nichts wird abgebucht. Melden Sie sich an, um Ihre eigenen Credits zu sehen.',
  credits: { one: '{n} Credit', other: '{n} Credits' },
  again: 'Erneut versuchen',
  close: 'Schließen',
  chip: {
    account: 'Konto öffnen',
    plan: 'Tarif',
    included: 'Monatlich enthalten',
    cap: 'Obergrenze',
    purchased: 'Gekauft',
    held: 'Für laufende Arbeit vorgemerkt',
    available: 'Verfügbar',
    next: 'Nächste Gutschrift, {day}',
    low: 'Geht zur Neige',
    stale: 'Nicht auf dem neuesten Stand',
    tapAgain: 'Noch einmal tippen, um das Konto zu öffnen.',
  },
  guard: {
    costs: { one: 'Kostet {n} Credit', other: 'Kostet {n} Credits' },
    short: { one: '{n} fehlt', other: '{n} fehlen' },
    unavailable: 'Nicht verfügbar',
    refused: 'Nicht genug Credits',
    needs: {
      one: '{name} kostet {n} Credit, vorhanden: {available}.',
      other: '{name} kostet {n} Credits, vorhanden: {available}.',
    },
    required: 'Benötigt',
    available: 'Verfügbar',
    missing: 'Es fehlen',
    held: {
      one: '{n} Credit ist für laufende Arbeit vorgemerkt; was sie nicht braucht, kommt zurück.',
      other:
        '{n} Credits sind für laufende Arbeit vorgemerkt; was sie nicht braucht, kommt zurück.',
    },
    covers: 'Reicht hierfür',
    topUp: 'Aufladen',
    signIn: 'Anmelden und Credits kaufen',
    account: 'Konto öffnen',
    next: {
      one: 'Oder warten: {n} Credit kommt am {day}.',
      other: 'Oder warten: {n} Credits kommen am {day}.',
    },
    enough: 'Jetzt reicht es',
    goOn: 'Weiter',
    confirm: { one: '{n} Credit ausgeben?', other: '{n} Credits ausgeben?' },
    afterwards: '{name}. Danach bleiben {left} von {available}.',
    spend: { one: '{n} Credit ausgeben', other: '{n} Credits ausgeben' },
    cancel: 'Abbrechen',
    charged: {
      one: '{n} Credit ausgegeben, {left} übrig',
      other: '{n} Credits ausgegeben, {left} übrig',
    },
    shortfall: 'Nicht genug Credits: {missing} von {required} fehlten',
    replayed: 'Schon bezahlt: nichts wurde noch einmal abgebucht',
    failed: 'Das hat nicht geklappt',
    onceOnly: 'Ein neuer Versuch kostet nie doppelt.',
  },
  problems: {
    unreachable:
      'Keine Verbindung zum Credits-Dienst. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    unauthenticated: 'Ihre Sitzung ist abgelaufen. Melden Sie sich erneut an.',
    rate_limited: 'Zu viele Anfragen. Versuchen Sie es in einer Minute noch einmal.',
    unknown_action: 'Das gibt es hier nicht.',
    forbidden: 'Das lässt sich von hier nicht starten.',
    sign_in_to_buy: 'Das ist eine Demo. Melden Sie sich an, um Credits zu kaufen.',
    other: 'Beim Credits-Dienst ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.',
  },
};
