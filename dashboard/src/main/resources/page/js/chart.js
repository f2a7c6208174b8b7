// The chart: draws a series, and keeps what is looked at in its place while bars come and go at both ends.

import * as echarts from "/echarts/echarts.esm.min.js";
import { frame, series as drawn } from "./option.js";
import { shades } from "./shades.js";
import { isTick, label, stepFor } from "./ticks.js";

const FIRST_VIEW = 120;
const EDGE = 60;

export class Chart {
  #view = { from: 0, to: 0 };
  #step = 60_000;
  #chart;

  /** `moved` is called when another part is looked at, `nearStart` when the oldest bars come into sight, `pointed` with an index or nothing. */
  constructor(element, series, clock, { moved, nearStart, pointed }) {
    this.series = series;
    this.clock = clock;
    this.gaps = [];
    this.events = { moved, nearStart, pointed };
    this.#chart = echarts.init(element, null, { renderer: "canvas" });
    this.#chart.on("datazoom", (event) => this.#look(event.batch?.[0] ?? event));
    this.#chart.on("updateAxisPointer", ({ axesInfo }) => {
      const at = axesInfo.find((axis) => axis.axisDim === "x");
      pointed(at?.value);
    });
    this.#chart.on("globalout", () => pointed(undefined));
    new ResizeObserver(() => {
      this.#chart.resize();
      this.draw();
    }).observe(element);
    this.frame();
  }

  /** Draws the colours and axes anew. */
  frame() {
    const before = (time) => time - this.#slot;
    this.#chart.setOption(frame({
      has: (_, time) => isTick(Number(time), before(Number(time)), this.#step, this.clock),
      label: (time) => label(Number(time), before(Number(time)), this.#step, this.clock),
      full: (time) => this.clock.full(Number(time)),
    }));
    this.draw();
  }

  /** The length of a slot. */
  get #slot() {
    const [first, second] = this.series.all;
    return second ? second.t - first.t : 1;
  }

  get following() {
    return this.#view.to >= this.series.all.length - 1;
  }

  get view() {
    return this.#view;
  }

  /** Shows the newest bars of a series that is new. */
  reset() {
    const last = this.series.all.length - 1;
    this.#view = { from: Math.max(0, last - this.#room + 1), to: last };
    this.draw();
  }

  /** How many bars are seen at first. */
  get #room() {
    return Math.min(FIRST_VIEW, Math.max(24, Math.round(this.#chart.getWidth() / 9)));
  }

  /** Draws after `change`, which may add bars at either end and says how many came in front. */
  keep(change) {
    const following = this.following;
    const seen = this.#view.to - this.#view.from;
    // A young series fills its room before it begins to move.
    const width = following && this.#view.from === 0 ? Math.max(seen, this.#room - 1) : seen;
    const prepended = change();
    const to = following ? this.series.all.length - 1 : this.#view.to + prepended;
    this.#view = { from: Math.max(0, to - width), to };
    this.draw();
  }

  draw() {
    const bars = this.series.all;
    if (bars.length === 0) {
      this.#chart.setOption({ xAxis: [{ data: [] }, { data: [] }], series: drawn([], []) });
      return;
    }
    this.#chooseStep();
    const data = bars.map((bar) => bar.t);
    this.#chart.setOption({
      xAxis: [{ data }, { data }],
      dataZoom: [{ startValue: this.#view.from, endValue: this.#view.to }],
      series: drawn(bars, shades(bars, this.gaps)),
    });
    this.events.moved();
  }

  #chooseStep() {
    const bars = this.series.all;
    const span = (bars[this.#view.to]?.t ?? 0) - (bars[this.#view.from]?.t ?? 0);
    this.#step = stepFor(span, this.#chart.getWidth() - 90);
  }

  /** Takes over what a person dragged, pinched or wheeled. */
  #look({ start, end, startValue, endValue }) {
    const slot = (percent) => Math.round((percent / 100) * (this.series.all.length - 1));
    this.#view = { from: startValue ?? slot(start), to: endValue ?? slot(end) };
    const before = this.#step;
    this.#chooseStep();
    if (this.#step !== before) this.#chart.setOption({ xAxis: [{}, {}] });
    this.events.moved();
    if (this.#view.from < EDGE) this.events.nearStart();
  }

  #show(from, to) {
    this.#chart.dispatchAction({ type: "dataZoom", dataZoomIndex: 0, startValue: from, endValue: to });
  }

  /** Moves by a share of what is seen: to the left where it is negative. */
  pan(share) {
    const last = this.series.all.length - 1;
    const width = this.#view.to - this.#view.from;
    const wanted = this.#view.from + Math.sign(share) * Math.max(1, Math.round(width * Math.abs(share)));
    const from = Math.max(0, Math.min(wanted, last - width));
    this.#show(from, from + width);
  }

  /** Shows `factor` times as many bars, the newest of them where it is. */
  zoom(factor) {
    const width = Math.max(8, Math.round((this.#view.to - this.#view.from) * factor));
    const from = Math.max(0, this.#view.to - width);
    this.#show(from, Math.min(this.series.all.length - 1, from + width));
  }

  follow() {
    this.pan(1e9);
  }
}
