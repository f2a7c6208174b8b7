// The bars of one chart in the browser: pages and live changes put together.

export class Series {
  #bars = new Map();
  #sorted = [];
  begin = Infinity;

  get all() {
    return this.#sorted;
  }

  get first() {
    return this.#sorted[0];
  }

  get last() {
    return this.#sorted[this.#sorted.length - 1];
  }

  /** Whether nothing older is stored. */
  get complete() {
    return this.first !== undefined && this.first.t <= this.begin;
  }

  clear() {
    this.#bars.clear();
    this.#sorted = [];
    this.begin = Infinity;
  }

  /** Takes bars in; how many of them are older than all before. */
  merge(bars) {
    const oldest = this.first?.t ?? -Infinity;
    for (const bar of bars) {
      const known = this.#bars.get(bar.t);
      if (!known || newer(bar, known)) this.#bars.set(bar.t, bar);
    }
    this.#sorted = [...this.#bars.values()].sort((a, b) => a.t - b.t);
    return oldest === -Infinity ? 0 : this.#sorted.findIndex((bar) => bar.t >= oldest);
  }

  /** Closed candles stored, and expected, of the bars from index `from` to `to`, both included. */
  completeness(from, to) {
    let stored = 0;
    let expected = 0;
    for (const bar of this.#sorted.slice(from, to + 1)) {
      stored += bar.stored;
      expected += bar.expected;
    }
    return { stored, expected };
  }
}

/** A page may arrive after a live change that it does not know yet: the trades of a candle only become more. */
function newer(bar, known) {
  if (bar.hole || known.hole) return known.hole;
  return bar.closed === known.closed ? bar.trades >= known.trades : bar.closed;
}
