import type { OdooConfig } from '../../../lib/storage-config.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Odoo that is to be proved. */
    readonly odoo: OdooConfig;
    /** What all tenants of this run begin with. */
    readonly mark: string;
  }
}
