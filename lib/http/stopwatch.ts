/** The time in which at least one of the calls it is given is under way. */
export class Stopwatch {
  readonly #elapsed: () => number;
  #underWay = 0;
  #since = 0;
  #total = 0;

  /** `elapsed`: milliseconds that only go forward. */
  constructor(elapsed: () => number = () => performance.now()) {
    this.#elapsed = elapsed;
  }

  async time<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.#underWay === 0) this.#since = this.#elapsed();
    this.#underWay += 1;
    try {
      return await call();
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#total += this.#elapsed() - this.#since;
    }
  }

  /** Milliseconds so far, of the calls that have ended. */
  get milliseconds(): number {
    return this.#total;
  }
}
