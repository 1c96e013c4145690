/** What the renderer leaves unsaid to people who don't see the page, by what it concerns. */
const NAMES: Readonly<Record<string, string>> = {
  '.examples-select-element': 'Example',
  'select.content-type': 'Media type',
  'textarea.body-param__text': 'Body of the request',
  '.close-modal': 'Close',
};

/** Gives names to what has none, and lets the keyboard scroll what the mouse can; again whenever something is drawn. */
export const repairing = (place: Element): void => {
  const repair = () => {
    for (const [selector, name] of Object.entries(NAMES)) {
      for (const element of place.querySelectorAll(`${selector}:not([aria-label])`)) {
        element.setAttribute('aria-label', name);
      }
    }
    for (const wide of place.querySelectorAll(':is(.microlight, .info table):not([tabindex])')) {
      wide.setAttribute('tabindex', '0');
    }
    for (const button of place.querySelectorAll('.modal-btn[aria-label]')) {
      button.removeAttribute('aria-label'); // what is written on it says the same, in other words
    }
  };
  new MutationObserver(repair).observe(place, { childList: true, subtree: true });
  repair();
};
