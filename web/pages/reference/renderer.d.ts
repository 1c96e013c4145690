/** What this page uses of Swagger UI, which brings no types of its own. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  export type Request = { readonly url: string; readonly headers: Record<string, string> };

  /** A component of React's, and what is made of one. */
  type Component = (system: System) => Made;
  type Made = { readonly key: string | null };
  type System = { readonly getComponent: (name: string, connected: boolean) => Component };

  export type Plugin = (system: {
    readonly React: {
      readonly createElement: (
        what: Component | string,
        properties: { readonly key?: string; readonly className?: string },
        children?: string | readonly Made[],
      ) => Made;
    };
  }) => { readonly components: Readonly<Record<string, Component>> };

  export default function SwaggerUI(options: {
    readonly domNode: Element;
    readonly spec: unknown;
    readonly plugins: readonly Plugin[];
    /** The component that all others are in. */
    readonly layout: string;
    /** `null`: nobody is asked whether the document is valid. */
    readonly validatorUrl: null;
    readonly deepLinking: boolean;
    readonly displayRequestDuration: boolean;
    /** How deep schemas are unfolded below the operations; -1: they are not there. */
    readonly defaultModelsExpandDepth: number;
    readonly docExpansion: 'list' | 'none';
    readonly syntaxHighlight: boolean;
    readonly onComplete: () => void;
    readonly requestInterceptor: (request: Request) => Promise<Request>;
  }): {
    readonly layoutActions: { readonly show: (what: readonly string[], shown: boolean) => void };
  };
}
