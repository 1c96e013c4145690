/**
 * What operators may be allowed to: look at everything, publish the registry, correct wallets (adjust, reverse, assign a
 * plan). Who may publish or adjust may also read.
 */
export const PERMISSIONS = ['read', 'publish', 'adjust'] as const;

export type Permission = (typeof PERMISSIONS)[number];

export type Permissions = ReadonlySet<Permission>;

export const ALL: Permissions = new Set(PERMISSIONS);

export const NONE: Permissions = new Set();

/** These, and reading with any of them. */
export const permissions = (granted: readonly Permission[]): Permissions =>
  granted.length === 0 ? NONE : new Set(['read', ...granted]);
