const LINGER_MS = 150;
const GAP = 8;

/**
 * A tooltip for a host whose shadow root has both: shown while the pointer or the focus is in the host, closed by Escape;
 * the pointer may go into it. A first tap shows it, a second one does what the tap is for. Listens until `until`.
 */
export class Tooltip {
  readonly #host: HTMLElement;
  readonly #find: () => HTMLElement | null;
  #linger: ReturnType<typeof setTimeout> | undefined;
  #tapShows = false;

  constructor(host: HTMLElement, find: () => HTMLElement | null, until: AbortSignal) {
    this.#host = host;
    this.#find = find;
    const options = { signal: until };
    const byMouse = (act: () => void) => (event: PointerEvent) =>
      event.pointerType !== 'touch' && act();
    host.addEventListener(
      'pointerenter',
      byMouse(() => this.#show()),
      options,
    );
    host.addEventListener(
      'pointerleave',
      byMouse(() => this.#hideSoon()),
      options,
    );
    host.addEventListener('focusin', () => this.#show(), options);
    host.addEventListener('focusout', () => this.#hide(), options);
    host.addEventListener('pointerdown', (event) => this.#pressed(event), options);
    host.addEventListener('click', (event) => this.#clicked(event), { ...options, capture: true });
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#hide(), options);
    document.addEventListener('pointerdown', (event) => this.#elsewhere(event), options);
    addEventListener('scroll', () => this.place(), { ...options, capture: true, passive: true });
    addEventListener('resize', () => this.place(), options);
  }

  get #isShown(): boolean {
    return this.#find()?.classList.contains('shown') ?? false;
  }

  #show(): void {
    clearTimeout(this.#linger);
    const tip = this.#find();
    if (!tip || this.#isShown) return;
    tip.classList.add('shown');
    tip.showPopover?.();
    this.place();
  }

  #hide(): void {
    clearTimeout(this.#linger);
    const tip = this.#find();
    if (!tip || !this.#isShown) return;
    tip.classList.remove('shown');
    tip.hidePopover?.();
  }

  #hideSoon(): void {
    this.#linger = setTimeout(() => this.#hide(), LINGER_MS);
  }

  /** The focus, which shows it as well, comes between the two: so what was shown is looked at here. */
  #pressed({ pointerType }: PointerEvent): void {
    this.#tapShows = pointerType === 'touch' && !this.#isShown;
  }

  #clicked(event: Event): void {
    if (!this.#tapShows) return;
    this.#tapShows = false;
    event.preventDefault();
    this.#show();
  }

  #elsewhere(event: Event): void {
    if (!event.composedPath().includes(this.#host)) this.#hide();
  }

  /** Under the host, above it where there is no room, and never out of the window. */
  place(): void {
    const tip = this.#find();
    if (!tip || !this.#isShown) return;
    const { bottom, left, right, top } = this.#host.getBoundingClientRect();
    const { offsetHeight: height, offsetWidth: width } = tip;
    const { clientHeight, clientWidth } = document.documentElement;
    const wished = getComputedStyle(this.#host).direction === 'rtl' ? left : right - width;
    const x = Math.max(GAP, Math.min(wished, clientWidth - width - GAP));
    const isRoomBelow = bottom + GAP + height <= clientHeight || top < height + GAP;
    const y = isRoomBelow ? bottom + GAP : top - GAP - height;
    tip.style.setProperty('left', `${x}px`);
    tip.style.setProperty('top', `${y}px`);
  }
}
