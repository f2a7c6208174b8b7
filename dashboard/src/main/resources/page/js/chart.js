// The chart: knows what is looked at, keeps it in its place while bars come and go, and has it painted once a frame.

import { change } from "./compared.js";
import { watchGestures } from "./gestures.js";
import { movingAverage, pressure, rsi, vwap } from "./indicators.js";
import { millis } from "./interval.js";
import { stretches } from "./missing.js";
import { layout, paint, scales } from "./paint.js";
import { placeOf, slots, timeOf } from "./slots.js";

const FIRST_VIEW = 120;
const LEAST_VIEW = 8;
const EDGE = 60;
const VOLUME_LENGTH = 20;
/** So many slots are free right of the newest candle. */
const AIR = 1.5;

export class Chart {
  #view = { from: 0, to: FIRST_VIEW };
  #slots = [];
  #lines = [];
  #strength;
  #meanVolume;
  #pressure;
  #missing = [];
  #pointer;
  #cross;
  #measured;
  #asked = false;

  /** Events: `moved`, `pointed` with a slot or nothing, `nearStart`, `nearEnd`, `measured`. */
  constructor(element, series, clock, events) {
    this.element = element;
    this.canvas = element.querySelector("canvas");
    this.series = series;
    this.clock = clock;
    this.events = events;
    this.gaps = [];
    this.interval = "1m";
    this.studies = { ma: [], vwap: false, rsi: false, volume: false, taker: false, log: false };
    this.compared = undefined;
    this.measuring = false;
    this.following = true;
    watchGestures(element, {
      pan: (pixels) => this.#move(-pixels / this.#slotWidth),
      zoom: (factor, { x }) => this.#zoomAbout(factor, this.#placeAt(x)),
      point: (at) => this.#point(at),
      measuring: () => this.measuring,
      measure: (a, b, done) => this.#measure(a, b, done),
    });
    new ResizeObserver(() => this.draw()).observe(element);
  }

  get #step() {
    return millis(this.interval);
  }

  get #plot() {
    return layout(this.element, this.studies);
  }

  get #slotWidth() {
    return this.#plot.width / (this.#view.to - this.#view.from);
  }

  #placeAt(x) {
    return this.#view.from + (x - this.#plot.left) / this.#slotWidth;
  }

  /** The bars in sight. */
  get seen() {
    return this.#inSight().filter(({ index }) => index !== undefined).map(({ index }) => this.series.all[index]);
  }

  /** The bars in sight and those of the broken parts of the axis. */
  get counted() {
    const sight = this.#inSight();
    if (sight.length === 0) return [];
    const [from, to] = [sight[0].t, sight[sight.length - 1].end];
    return this.series.all.filter((bar) => bar.t >= from && bar.t < to);
  }

  #inSight() {
    const { from, to } = this.#view;
    return this.#slots.slice(Math.max(0, Math.floor(from + 0.5)), Math.max(0, Math.ceil(to - 0.5)));
  }

  /** The times in sight: `{ from, to }`; nothing without bars. */
  get range() {
    const sight = this.#inSight();
    // Within a break a slot may begin at any time.
    const whole = (slot, time) => (slot.hole ? Math.round(time / this.#step) * this.#step : time);
    const [first, last] = [sight[0], sight[sight.length - 1]];
    return first && { from: whole(first, first.t), to: whole(last, last.end) };
  }

  /** All stretches without candles that are known, oldest first. */
  get missing() {
    return this.#missing;
  }

  /** The slot of the crosshair, where it is on one. */
  get pointed() {
    const place = this.#cross === undefined ? this.#pointer && Math.floor(this.#placeAt(this.#pointer.x)) : this.#crossSlot();
    const inside = this.#cross !== undefined || (this.#pointer && this.#pointer.x <= this.#plot.left + this.#plot.width);
    return inside ? this.#slots[place] : undefined;
  }

  #crossSlot() {
    return Math.min(this.#slots.length - 1, Math.floor(placeOf(this.#slots, this.#cross)));
  }

  /** Shows the newest bars of a series that is new, or `range`. */
  reset(range) {
    this.#relay();
    this.#pointer = this.#cross = undefined;
    this.clearMeasure();
    this.following = true;
    const to = Math.max(this.#room, this.#slots.length + AIR);
    this.#view = { from: to - this.#room, to };
    if (range) this.show(range);
    this.draw();
  }

  /** Looks at a range that is loaded. */
  show({ from, to }) {
    const [a, b] = [placeOf(this.#slots, from), placeOf(this.#slots, to)];
    const width = Math.max(LEAST_VIEW, b - a);
    this.#look(a, a + width);
  }

  /** How many slots are seen at first. */
  get #room() {
    return Math.min(FIRST_VIEW, Math.max(24, Math.round(this.#plot.width / 9)));
  }

  /** Draws after `change`, which may add bars at either end. */
  keep(change) {
    const { from, to } = this.#view;
    const times = this.following || this.#slots.length === 0 ? undefined : [timeOf(this.#slots, from), timeOf(this.#slots, to)];
    change();
    if (this.following) this.series.trim();
    this.#relay();
    if (times) {
      this.#view = { from: placeOf(this.#slots, times[0]), to: placeOf(this.#slots, times[1]) };
    } else {
      const width = to - from;
      const end = Math.max(width, this.#slots.length + AIR);
      this.#view = { from: end - width, to: end };
    }
    this.draw();
  }

  /** Recomputes what follows from the bars. */
  #relay() {
    const bars = this.series.all;
    this.#slots = slots(bars, this.#step);
    this.#missing = stretches(bars, this.gaps, this.#step);
    this.study();
  }

  /** Works out the lines that were chosen. */
  study() {
    const bars = this.series.all;
    const { ma, vwap: wanted, rsi: strength, volume, taker } = this.studies;
    this.#lines = ma.map((length, index) => ({ name: `MA ${length}`, tone: `line-${index + 1}`, values: movingAverage(bars, length) }));
    if (wanted) this.#lines.push({ name: "VWAP", tone: "line-5", values: vwap(bars) });
    if (this.compared) this.#lines.push(this.#comparison(bars));
    this.#strength = strength ? rsi(bars) : undefined;
    this.#meanVolume = volume ? movingAverage(bars, VOLUME_LENGTH, (bar) => bar.volume) : undefined;
    this.#pressure = taker ? pressure(bars) : undefined;
    this.draw();
  }

  /** The other asset's closing prices, to be drawn from where both begin in sight. */
  #comparison(bars) {
    const others = new Map(this.compared.bars.map((bar) => [bar.t, bar]));
    return { name: this.compared.asset, tone: "compare", others, values: bars.map((bar) => others.get(bar.t)?.close) };
  }

  /** The slot of a bar. */
  slotOf(bar) {
    const place = bar && Math.floor(placeOf(this.#slots, bar.t));
    return this.#slots[place]?.t === bar?.t ? this.#slots[place] : undefined;
  }

  /** What is drawn beside the candles, each with its value at a slot: `{ name, tone, value }`. */
  valuesAt(slot) {
    const values = this.#lines.map(({ name, tone, values: all }) => ({ name, tone, value: all[slot?.index] }));
    if (this.#strength) values.push({ name: "RSI", tone: "line-5", value: this.#strength[slot?.index], kind: "strength" });
    if (this.#meanVolume) values.push({ name: "Mean volume", tone: "text", value: this.#meanVolume[slot?.index], kind: "volume" });
    if (this.#pressure) values.push({ name: "Takers", tone: "taker", value: this.#pressure[slot?.index], kind: "share" });
    return values;
  }

  /** What the compared asset did in sight. */
  get comparedChange() {
    const line = this.#lines.find(({ others }) => others);
    return line && change(this.seen, line.others, this.#step);
  }

  /** Paints in the next frame, however often it is called before. */
  draw() {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#paint();
      this.events.moved();
    });
  }

  #paint() {
    const plot = this.#plot;
    const scene = {
      plot,
      bars: this.series.all,
      slots: this.#slots,
      view: this.#view,
      lines: this.#lines,
      strength: this.#strength,
      meanVolume: this.#meanVolume,
      pressure: this.#pressure,
      missing: this.#missing,
      newest: this.newest,
      clock: this.clock,
      step: this.#step,
      log: this.studies.log,
      pointed: this.pointed,
      pointer: this.#cross === undefined ? this.#pointer : undefined,
      measured: this.#measured,
    };
    this.scales = scales(scene);
    paint(this.canvas, { ...scene, ...this.scales });
    this.events.pointed(this.pointed);
  }

  #look(from, to) {
    const widest = Math.max(this.#room, this.#slots.length + AIR);
    const width = Math.max(LEAST_VIEW, Math.min(to - from, widest));
    const right = Math.min(Math.max(width, this.#slots.length + AIR), Math.max(width, to));
    this.#view = { from: right - width, to: right };
    this.following = this.series.attached && this.#view.to >= this.#slots.length - 0.01;
    if (this.#view.from < EDGE) this.events.nearStart();
    if (!this.series.attached && this.#view.to > this.#slots.length - EDGE) this.events.nearEnd();
    this.draw();
  }

  #move(by) {
    this.#look(this.#view.from + by, this.#view.to + by);
  }

  #zoomAbout(factor, place) {
    const { from, to } = this.#view;
    const widest = Math.max(this.#room, this.#plot.width * 2);
    const wanted = Math.max(LEAST_VIEW, Math.min((to - from) * factor, widest));
    const real = wanted / (to - from);
    // The newest candle stays where it is while it is followed.
    const about = this.following ? to : place;
    this.#look(about - (about - from) * real, about + (to - about) * real);
  }

  /** Moves by a share of what is seen: to the left where it is negative. */
  pan(share) {
    this.#move((this.#view.to - this.#view.from) * share);
  }

  /** Shows `factor` times as many bars, the newest of them where it is. */
  zoom(factor) {
    this.#zoomAbout(factor, this.#view.to);
  }

  follow() {
    const width = this.#view.to - this.#view.from;
    this.#look(this.#slots.length + AIR - width, this.#slots.length + AIR);
  }

  #point(at) {
    this.#pointer = at;
    this.#cross = undefined;
    this.draw();
  }

  /** Moves the crosshair by slots, from the pointer or the newest candle; used by the keyboard. */
  step(by) {
    if (this.#slots.length === 0) return;
    const now = this.pointed ? this.#slots.indexOf(this.pointed) : this.#slots.length - (by < 0 ? 0 : 1);
    const next = Math.max(0, Math.min(this.#slots.length - 1, now + by));
    this.#cross = this.#slots[next].t;
    const { from, to } = this.#view;
    if (next < from) this.#move(next - from);
    else if (next + 1 > to) this.#move(next + 1 - to);
    if (this.#measured && !this.#measured.done) this.#measured.b = this.#end(next);
    this.draw();
  }

  #end(number) {
    const slot = this.#slots[number];
    const bar = slot.index === undefined ? undefined : this.series.all[slot.index];
    return { t: slot.t, price: bar?.close ?? this.#measured?.a.price };
  }

  /** Sets an end of the measure at the crosshair: the first, then the second. */
  mark() {
    if (!this.pointed || !this.measuring) return;
    const end = this.#end(this.#slots.indexOf(this.pointed));
    if (end.price === undefined) return;
    this.#measured = this.#measured && !this.#measured.done ? { ...this.#measured, b: end, done: true } : { a: end, b: end };
    this.#tellMeasure();
  }

  #measure(a, b, done) {
    const end = ({ x, y }) => {
      const number = Math.max(0, Math.min(this.#slots.length - 1, Math.floor(this.#placeAt(x))));
      return { t: this.#slots[number].t, price: this.scales.price.value(y) };
    };
    if (this.#slots.length === 0 || !this.scales) return;
    // The first end stays where it was set, whatever moves under it.
    const first = this.#measured && !this.#measured.done && this.#measured.at === a ? this.#measured.a : end(a);
    this.#measured = { a: first, b: end(b), at: a, done };
    this.#tellMeasure();
  }

  #tellMeasure() {
    this.events.measured(this.#measured);
    this.draw();
  }

  clearMeasure() {
    this.#measured = undefined;
    this.events.measured(undefined);
    this.draw();
  }
}
