/** What can go wrong where something waits for the storage. */
export type Fault = 'conflict' | 'unreachable' | 'orphaned';

/** Who waits: one life of a process. What a dead one waits for never comes. */
export type Owner = { readonly name: string; alive: boolean };

type Point = {
  readonly what: string;
  readonly owner: Owner;
  readonly ready: () => boolean;
  readonly goOn: (fault: Fault | undefined) => void;
};

const always = () => true;

/**
 * The only clock and the only scheduler. Whatever takes time (a lock, a load, a commit, an answer on its way, a pause)
 * waits here until it is picked; between two picks everything runs that waits for nothing.
 */
export class World {
  readonly #record: ((line: string) => void) | undefined;
  #points: Point[] = [];
  /** Called when something begins to wait, for a world that is to run by itself. */
  onWait: (() => void) | undefined;
  /** Every time that it has ever been, in milliseconds since 1970. */
  readonly times: number[];
  #ids = 0;
  readonly #frozen = new Set<Owner>();

  constructor(startsAt: number, record?: (line: string) => void) {
    this.times = [startsAt];
    this.#record = record;
  }

  get now(): number {
    return this.times[this.times.length - 1] ?? 0;
  }

  move(milliseconds: number): void {
    if (milliseconds > 0) this.times.push(this.now + milliseconds);
  }

  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  note(line: () => string): void {
    this.#record?.(line());
  }

  /** Resolves when the scheduler picks it, with the fault that it meets there, if any. */
  wait(what: string, owner: Owner, ready: () => boolean = always): Promise<Fault | undefined> {
    return new Promise((goOn) => {
      if (!owner.alive) return;
      this.#points.push({ what, owner, ready, goOn });
      this.onWait?.();
    });
  }

  /** A pause ends when it is picked, and the time that it took is then over. */
  async pause(milliseconds: number, owner: Owner): Promise<void> {
    const until = this.now + milliseconds;
    await this.wait(`pause of ${milliseconds} ms`, owner);
    this.move(until - this.now);
  }

  /** For as long as it is frozen, nothing that it waits for is picked: a function that the platform has put aside. */
  freeze(owner: Owner): void {
    this.#frozen.add(owner);
  }

  thaw(owner: Owner): void {
    this.#frozen.delete(owner);
  }

  /** Lets one of those that can go on do so: the `nth`, counted round. Answers whether there was one. */
  pick(nth: number, fault?: Fault): boolean {
    const ready = this.#points.filter((point) => point.ready() && !this.#frozen.has(point.owner));
    const point = ready[nth % Math.max(1, ready.length)];
    if (!point) return false;
    this.#points.splice(this.#points.indexOf(point), 1);
    this.note(() => `  ${point.owner.name}: ${point.what}${fault ? ` (${fault})` : ''}`);
    point.goOn(fault);
    return true;
  }

  /** What `owner` waited for never comes. */
  forget(owner: Owner): void {
    this.#points = this.#points.filter((point) => point.owner !== owner);
  }

  /** Those that wait although nobody is in their way any more would be a deadlock. */
  get waiting(): readonly string[] {
    return this.#points.map(({ owner, what }) => `${owner.name}: ${what}`);
  }

  /**
   * Resolves when all that waits for nothing has run: Node empties the queue of promises before it looks at the next
   * tick, so this needs neither a timer nor a guess how many turns that takes.
   */
  rest(): Promise<void> {
    return new Promise((resolve) => process.nextTick(resolve));
  }
}
