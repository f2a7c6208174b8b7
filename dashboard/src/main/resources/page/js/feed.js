// Keeps one asset's series up to date: the live stream, pages of what is older, and a fresh start after every absence.

import * as api from "./api.js";

const RETRY_MILLIS = 2000;
const SETTLE_MILLIS = 5000;
const MOST_BARS = 2000;

export class Feed {
  #events;
  #retry;
  #asking = false;
  #run = 0;

  /** `told` gets a way to change the series, `gaps` the gaps, `trouble` words or nothing. */
  constructor(series, { fresh, told, gaps, trouble }) {
    this.series = series;
    this.on = { fresh, told, gaps, trouble };
  }

  open(asset, interval) {
    this.close();
    Object.assign(this, { asset, interval });
    const run = this.#run;
    const current = (act) => (...values) => run === this.#run && act(...values);
    this.#events = api.live(asset, interval, {
      // Only now: what changes while the page is on its way is told, so that nothing falls between the two.
      opened: current(() => this.#load(run)),
      bars: current((bars) => this.on.told(() => this.series.merge(bars))),
      gaps: current((gaps) => {
        this.on.gaps(gaps);
        // What was healed lies behind what the stream tells, and may be stored a moment later than its gap.
        this.#reload(run);
        setTimeout(() => this.#reload(run), SETTLE_MILLIS);
      }),
      lost: current((ended) => {
        this.on.trouble("stream", Date.now());
        if (ended) this.#retry = setTimeout(() => this.open(asset, interval), RETRY_MILLIS);
      }),
    });
  }

  close() {
    this.#run++;
    clearTimeout(this.#retry);
    this.#events?.close();
    this.#asking = false;
  }

  #reload(run) {
    if (run === this.#run && this.series.first) this.#load(run, { from: this.series.first.t, limit: MOST_BARS });
  }

  async #load(run, within) {
    try {
      const [page, gaps] = await Promise.all([api.candles(this.asset, this.interval, within), api.gaps(this.asset)]);
      if (run !== this.#run) return;
      this.on.gaps(gaps);
      const apart = this.series.last && page.bars.length > 0 && page.bars[0].t > this.series.last.t;
      if (apart) this.series.clear(); // it was away for longer than a page: what lies between is not known
      const first = this.series.last === undefined;
      this.series.begin = page.begin;
      this.on.told(() => this.series.merge(page.bars));
      if (first) this.on.fresh();
      this.on.trouble("table", undefined);
      this.on.trouble("stream", undefined);
    } catch (error) {
      if (run !== this.#run) return;
      this.on.trouble("table", error instanceof api.ServerError ? error.message : undefined);
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#load(run, within), RETRY_MILLIS);
    }
  }

  /** Asks for the bars before the oldest, one page at a time. */
  async older() {
    if (this.#asking || this.series.complete || !this.series.first) return;
    this.#asking = true;
    const run = this.#run;
    try {
      const page = await api.candles(this.asset, this.interval, { to: this.series.first.t });
      if (run !== this.#run) return;
      this.series.begin = page.bars.length === 0 ? this.series.first.t : page.begin;
      this.on.told(() => this.series.merge(page.bars));
    } catch {
      // the next move to the left asks again
    } finally {
      if (run === this.#run) this.#asking = false;
    }
  }
}
