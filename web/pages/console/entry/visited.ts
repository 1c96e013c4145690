/** Where an operator was in this tab, the latest first: a name, and the address behind the `#`. */
export type Visit = { readonly name: string; readonly address: string };

const MOST = 6;

/** The last searches, or wallets, of this tab. They are gone with it. */
export const visitsOf = (place: 'searches' | 'wallets') => {
  const keptAs = `cz-console-${place}`;
  const all = (): readonly Visit[] => {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(keptAs) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isVisit) : [];
    } catch {
      return []; // a browser that keeps nothing has no memory to show
    }
  };
  const remember = (visit: Visit): void => {
    const others = all().filter(({ address }) => address !== visit.address);
    try {
      sessionStorage.setItem(keptAs, JSON.stringify([visit, ...others].slice(0, MOST)));
    } catch {
      // then it is not remembered
    }
  };
  return { all, remember };
};

const isVisit = (value: unknown): value is Visit =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'address' in value &&
  typeof value.address === 'string' &&
  value.address.startsWith('#/');
