// The bars of one chart in the browser: pages and live changes put together.

const MOST_BARS = 6000;

export class Series {
  #bars = new Map();
  #sorted = [];
  begin = Infinity;
  /** Whether the newest bar of the table is among them, so that live changes belong to it. */
  attached = true;

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
    this.attached = true;
  }

  /** Takes bars in, in any order. */
  merge(bars) {
    let inOrder = true;
    for (const bar of bars) {
      const known = this.#bars.get(bar.t);
      if (known && !newer(bar, known)) continue;
      this.#bars.set(bar.t, bar);
      if (!inOrder) continue;
      if (known && this.last === known) this.#sorted[this.#sorted.length - 1] = bar;
      else if (!known && (this.last === undefined || bar.t > this.last.t)) this.#sorted.push(bar);
      else inOrder = false;
    }
    if (!inOrder) this.#sorted = [...this.#bars.values()].sort((a, b) => a.t - b.t);
  }

  /** Forgets the oldest bars of a page that stays open for long; they can be loaded again. */
  trim() {
    if (this.#sorted.length <= MOST_BARS) return;
    for (const bar of this.#sorted.splice(0, this.#sorted.length - MOST_BARS / 2)) this.#bars.delete(bar.t);
  }
}

/**
 * A page may arrive after a live change that it does not know yet: the trades of an open candle only become more, and so do the candles of a
 * closed bar. A corrected candle may have fewer trades.
 */
function newer(bar, known) {
  if (bar.hole || known.hole) return known.hole;
  if (bar.closed !== known.closed) return bar.closed;
  return bar.closed ? bar.stored >= known.stored : bar.trades >= known.trades;
}

/** Closed candles stored, and expected, of some bars. */
export function completeness(bars) {
  let stored = 0;
  let expected = 0;
  for (const bar of bars) {
    stored += bar.stored;
    expected += bar.expected;
  }
  return { stored, expected };
}

/** The newest bar with a candle. */
export const newest = (bars) => bars.findLast((bar) => !bar.hole);
