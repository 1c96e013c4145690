/** Before a button goes that has the focus, so that nobody is thrown back to the top of the page. */
export const focusOn = ({ currentTarget }: Event, selector: string): void => {
  if (!(currentTarget instanceof Element)) return;
  const root = currentTarget.getRootNode();
  if (root instanceof ShadowRoot) root.querySelector<HTMLElement>(selector)?.focus();
};
