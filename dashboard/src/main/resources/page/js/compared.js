// The other asset of a comparison: its closing prices for the times that the chart shows, reloaded from time to time.

import * as api from "./api.js";

const MOST_BARS = 2000;
const AGAIN_MILLIS = 2000;

export class Compared {
  #run = 0;
  #timer;

  /** `changed` gets `{ asset, bars }`, or nothing. */
  constructor(changed) {
    this.changed = changed;
  }

  /** Follows an asset over the stretch that `range()` tells; nothing to end it. */
  open(asset, interval, range) {
    this.#run++;
    clearTimeout(this.#timer);
    if (asset) this.#load(this.#run, asset, interval, range);
    this.changed(undefined);
  }

  async #load(run, asset, interval, range) {
    const within = range();
    try {
      if (within && document.visibilityState === "visible") {
        const { bars } = await api.candles(asset, interval, { ...within, limit: MOST_BARS });
        if (run !== this.#run) return;
        this.changed({ asset, bars: bars.filter((bar) => !bar.hole) });
      }
    } catch {
      // the next look asks again
    }
    if (run === this.#run) this.#timer = setTimeout(() => this.#load(run, asset, interval, range), within ? AGAIN_MILLIS : 200);
  }
}

/**
 * What another asset did over the bars in view, from the first one's open to the last one's close; `others` has its bars by their times.
 * Where it lacks the first or the last one, `stretch` is the time of those that it has.
 */
export function change(seen, others, step) {
  const candles = seen.filter((bar) => !bar.hole);
  const shared = candles.filter(({ t }) => others.has(t));
  if (shared.length === 0) return undefined;
  const [first, last] = [shared[0], shared[shared.length - 1]];
  const same = first === candles[0] && last === candles[candles.length - 1];
  return { from: others.get(first.t).open, to: others.get(last.t).close, stretch: same ? undefined : { from: first.t, to: last.t + step } };
}
