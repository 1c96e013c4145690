declare module 'odoo-xmlrpc' {
  type Callback = (error: unknown, value?: unknown) => void;

  class OdooXmlrpc {
    constructor(config: {
      readonly url: string;
      readonly db: string;
      readonly username: string;
      readonly password: string;
    });
    /** Authenticates. A wrong login is told as a plain object, everything else as an Error. */
    connect(callback: Callback): void;
    execute_kw(model: string, method: string, params: readonly unknown[], callback: Callback): void;
  }

  export = OdooXmlrpc;
}
