// Keeps one asset's series up to date: the live stream, pages of what is older or newer, and a fresh start after every absence.

import * as api from "./api.js";
import { millis } from "./interval.js";
import { newest } from "./series.js";

const RETRY_MILLIS = 2000;
const SETTLE_MILLIS = 5000;
const MOST_BARS = 2000;
const PAGE = 500;

export class Feed {
  #events;
  /** Timers: of the stream that is opened again, and of the page that is asked for again. */
  #reopening;
  #repeating;
  /** What the stream tells before the page is there that it asked for; between the two there may be a stretch that neither has. */
  #held;
  #asking = false;
  #run = 0;
  #reach = PAGE;
  /** The newest candle of the table, whatever part of it is looked at. */
  newest;

  /** `fresh` gets a new series, `changed` a way to change it, `gaps` the gaps, `trades` the last trades, `trouble` a message or nothing. */
  constructor(series, { fresh, changed, gaps, trades, trouble }) {
    this.series = series;
    this.on = { fresh, changed, gaps, trades, trouble };
  }

  /** Shows the newest bars of an asset, or those of `range`. */
  open(asset, interval, range) {
    this.close();
    Object.assign(this, { asset, interval, range });
    this.#reach = PAGE;
    this.series.clear();
    this.series.attached = range === undefined;
    this.#listen();
    this.#load(this.#run); // to be seen soon; what it may have missed comes with the page that the stream asks for
  }

  #listen() {
    const { asset, interval } = this;
    const run = this.#run;
    const current = (act) => (...values) => run === this.#run && act(...values);
    this.#events = api.live(asset, interval, {
      // Again, now: what changes while the page is on its way is changed, so that nothing falls between the two.
      opened: current(() => {
        this.on.trouble("stream", undefined);
        this.#held = [];
        this.#load(run);
      }),
      bars: current((bars) => this.#take(bars)),
      gaps: current((gaps) => {
        this.on.gaps(gaps);
        // What was healed lies behind what the stream tells, and may be stored a moment later than its gap.
        this.#reload(run);
        setTimeout(() => this.#reload(run), SETTLE_MILLIS);
      }),
      trades: current((trades) => this.on.trades(trades)),
      lost: current((ended) => {
        this.on.trouble("stream", Date.now());
        if (ended) this.#reopening = setTimeout(() => run === this.#run && this.#listen(), RETRY_MILLIS);
      }),
    });
  }

  close() {
    this.#run++;
    clearTimeout(this.#reopening);
    clearTimeout(this.#repeating);
    this.#events?.close();
    this.#asking = false;
    this.#held = this.newest = undefined;
  }

  /** What the stream tells belongs to the series only where that reaches the newest bar. */
  #take(bars) {
    const last = newest(bars);
    if (last && (!this.newest || last.t >= this.newest.t)) this.newest = last;
    this.#held?.push(...bars);
    if (this.series.attached && !this.#held) this.on.changed(() => this.series.merge(bars));
    else this.on.changed(() => {});
  }

  #reload(run) {
    const { first, last, attached } = this.series;
    if (run !== this.#run || !first) return;
    this.#load(run, { from: first.t, limit: MOST_BARS, ...(attached ? {} : { to: last.t + millis(this.interval) }) });
  }

  async #load(run, within = this.#wanted()) {
    const held = this.#held;
    try {
      const [page, gaps, tip] = await Promise.all([
        api.candles(this.asset, this.interval, within),
        api.gaps(this.asset),
        within.to === undefined ? undefined : api.candles(this.asset, this.interval, { limit: 1 }),
      ]);
      if (run !== this.#run) return;
      this.on.gaps(gaps);
      const first = this.series.last === undefined;
      const apart = !first && this.series.attached && page.bars.length > 0 && page.bars[0].t > this.series.last.t;
      if (apart) this.series.clear(); // it was away for longer than a page: what lies between is not known
      this.#accept(page, tip ?? page, within);
      if (held && held === this.#held) {
        this.#held = undefined;
        this.#take(held);
      }
      if (first) this.on.fresh(this.range);
      this.on.trouble("table", undefined);
    } catch (error) {
      if (run !== this.#run) return;
      this.on.trouble("table", error instanceof api.ServerError ? error.message : undefined);
      clearTimeout(this.#repeating);
      this.#repeating = setTimeout(() => this.#load(run, within), RETRY_MILLIS);
    }
  }

  /** At first the page that is wanted; after an absence what may have changed meanwhile. */
  #wanted() {
    if (this.series.first && !this.series.attached) return { from: this.series.first.t, to: this.series.last.t + millis(this.interval), limit: MOST_BARS };
    if (!this.range || this.series.first) return {};
    const margin = Math.min(this.range.to - this.range.from, 200 * millis(this.interval));
    return { from: Math.max(0, this.range.from - margin), to: this.range.to + margin, limit: MOST_BARS };
  }

  #accept(page, tip, within) {
    this.newest = newest(tip.bars) ?? this.newest;
    this.series.begin = page.begin;
    this.on.changed(() => {
      this.series.merge(page.bars);
      if (within.to !== undefined) this.series.attached = this.series.last !== undefined && this.series.last.t >= (this.newest?.t ?? 0);
    });
  }

  /** Asks for the bars before the oldest, one page at a time. */
  older() {
    const { first, complete } = this.series;
    if (!first || complete) return;
    this.#page({ to: first.t }, (page) => {
      this.series.begin = page.bars.length === 0 ? first.t : page.begin;
      this.on.changed(() => this.series.merge(page.bars));
    });
  }

  /** Asks for the bars behind the newest of a series that does not reach the table's newest. */
  newer() {
    const { last, attached } = this.series;
    if (!last || attached) return;
    const within = { from: last.t, to: last.t + this.#reach * millis(this.interval), limit: MOST_BARS };
    this.#page(within, (page) => {
      const behind = page.bars.length === 0 || page.bars[page.bars.length - 1].t <= last.t;
      // A hole without a candle in reach: the next page looks further.
      this.#reach = behind ? Math.min(this.#reach * 4, 1e9) : PAGE;
      const joined = within.to > (this.newest?.t ?? Infinity);
      this.on.changed(() => {
        this.series.merge(page.bars);
        this.series.attached = joined;
      });
      if (joined) this.#load(this.#run, { from: last.t, limit: MOST_BARS });
    });
  }

  async #page(within, take) {
    if (this.#asking) return;
    this.#asking = true;
    const run = this.#run;
    try {
      const page = await api.candles(this.asset, this.interval, within);
      if (run === this.#run) take(page);
    } catch {
      // the next move asks again
    } finally {
      if (run === this.#run) this.#asking = false;
    }
  }
}
