/** What a method is called with, by name. `ids` are the records that it is called on, where it is one of records. */
export type Named = Readonly<Record<string, unknown>> & { readonly ids?: readonly number[] };

/**
 * An Odoo as the ledger sees it: methods of models, as one user of one database. What carries the calls (XML-RPC or
 * JSON-2) is the client's business. A call is one transaction there. What comes back has not been looked at yet.
 * Every method throws OdooUnreachable, OdooMisconfigured or OdooFault; and TypeError, before anything is sent, for a
 * value that no transport carries unharmed.
 */
export interface Odoo {
  /** Calls what changes nothing; up to twice again, within the deadline, where the network failed. */
  read(model: string, method: string, named: Named): Promise<unknown>;

  /** Calls once. After OdooUnreachable nobody knows whether it was, or still will be, carried out. */
  write(model: string, method: string, named: Named): Promise<unknown>;

  /** Lets go of the connections, also of those that calls are under way on, and ends these. */
  close(): void;
}

/** No answer that means anything: refused, dropped, silent for too long, or a gateway's page instead of Odoo's answer. */
export class OdooUnreachable extends Error {
  override readonly name = 'OdooUnreachable';
}

/** Odoo answers, and will go on answering like this until somebody changes the settings: here, or there. */
export class OdooMisconfigured extends Error {
  override readonly name = 'OdooMisconfigured';
}

/** The method failed in Odoo, and its transaction was rolled back. Tells the fault's last line, never its traceback. */
export class OdooFault extends Error {
  override readonly name = 'OdooFault';
}
