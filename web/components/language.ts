import { texts as en, type Texts } from './texts/en.js';

export type { Texts } from './texts/en.js';

/** A text that depends on a number: as many forms as the language has, by the names of Intl.PluralRules. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** A language is its file, and a line here. English is built in; others come when they are needed. */
const OTHERS: Readonly<Record<string, () => Promise<{ readonly texts: Texts }>>> = {
  de: () => import('./texts/de.js'),
};

const loaded = new Map<string, Texts>([['en', en]]);
const asked = new Set<string>();

/** Told when a language has come: whoever showed English until then shows it again. */
export const languages = new EventTarget();

/**
 * How an element's words, numbers and dates are written: by its `lang`, an ancestor's, or the browser's languages. Of a
 * bare language the browser knows which country's.
 */
export const localeOf = (element: Element): string => {
  const around = langAround(element);
  const own = navigator.languages.find((each) => !around || each.startsWith(`${around}-`));
  try {
    return new Intl.Locale(own ?? around).toString();
  } catch {
    return 'en';
  }
};

/** Looked for through the hosts of shadow roots, as CSS's `:lang()` does. */
const langAround = (element: Element): string => {
  const near = element.closest('[lang]')?.getAttribute('lang');
  if (near) return near;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? langAround(root.host) : '';
};

/** The texts for an element, in English until its language has come. */
export const textsFor = (element: Element): Texts => {
  const [language = 'en'] = localeOf(element).split('-');
  load(language);
  return loaded.get(language) ?? en;
};

const load = (language: string): void => {
  const file = OTHERS[language];
  if (!file || asked.has(language)) return;
  asked.add(language);
  file().then(
    ({ texts }) => {
      loaded.set(language, texts);
      languages.dispatchEvent(new Event('come'));
    },
    // Without it the texts stay English, and that is all: a language never breaks a page.
    () => undefined,
  );
};

/** Puts values into a text: `{credits} of {cap}`. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** Numbers and dates as a language writes them. Times are of the ledger: in UTC. */
export const formatIn = (locale: string) => {
  const number = (value: number, options?: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(locale, options).format(value).replace('-', '−');
  const date = (iso: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(new Date(iso));
  return {
    number,
    delta: (value: number): string => number(value, { signDisplay: 'exceptZero' }),
    /** In minor units of any currency. */
    money: ({ amountMinor, currency }: Money): string => {
      const options = { style: 'currency', currency } as const;
      const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat(
        locale,
        options,
      ).resolvedOptions();
      return number(amountMinor / 10 ** digits, options);
    },
    day: (iso: string): string => date(iso, { dateStyle: 'medium' }),
    moment: (iso: string): string => date(iso, { dateStyle: 'medium', timeStyle: 'short' }),
    /** The form that belongs to a number, with the number as `{n}` and further values in it. */
    count: (forms: Forms, n: number, values: Readonly<Record<string, string>> = {}): string => {
      const form = forms[new Intl.PluralRules(locale).select(n)] ?? forms.other;
      return fill(form, { n: number(n), ...values });
    },
  };
};

type Money = { readonly amountMinor: number; readonly currency: string };

export type Format = ReturnType<typeof formatIn>;
