declare const brand: unique symbol;

/** A `Base` that can't be mixed up with another: a plan's id is not an action's, a credit is not a cent. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Ends a switch over a union: adding a member without handling it here no longer compiles. */
export const assertNever = (value: never): never => {
  throw new Error(`unhandled: ${JSON.stringify(value)}`);
};
