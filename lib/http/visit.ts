import type { Permission } from '../permission.js';
import type { ClientId } from '../wallet/ids.js';

/** Something that only operators do: the permission for it, and what the audit trail calls it, `registry.publish`. */
export type Duty = { readonly may: Permission; readonly doing: string };

/** What a request turned out to be about; its route takes it down while it answers. */
export type Visit = {
  /** Whose wallet. */
  clientId?: ClientId;
  /** Set where an operator acts as one, permitted or not: the audit trail then has it. */
  duty?: Duty & { readonly who: string };
};
