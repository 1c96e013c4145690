/** What the page itself needs of the API's description; the renderer reads the rest. */
export type Described = {
  readonly info: { readonly version: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
};

export type Listed = Operation & { readonly method: string; readonly path: string };

/** The operations of each tag, in the order of the document. */
export const contentsOf = ({ paths, tags }: Described) => {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Listed => ({ ...operation, method, path })),
  );
  return tags.map(({ name }) => ({
    name,
    operations: all.filter((operation) => operation.tags.includes(name)),
  }));
};
