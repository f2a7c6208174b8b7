// The text above the chart: the newest price, what is in view, and the candle that is pointed at.

import { make, write } from "./element.js";
import { count, duration, percentChange, price, tone, volume } from "./format.js";
import { STATES, at } from "./missing.js";

/** The asset, its newest price, and how that changed within its last day, as far as there is one. */
export function headline({ name, symbol, price: priceLine, change }, asset, newest, listed) {
  write(name, asset ?? "Waiting for the first candle");
  write(symbol, listed?.symbol ?? "");
  document.title = newest ? `${price(newest.close)} ${asset} · Candlestream` : "Candlestream";
  write(priceLine, newest ? price(newest.close) : "");
  const before = newest && listed?.before;
  write(change, before ? `${percentChange(before, newest.close)} in ${duration((newest.t - listed.since) / 1000)}` : "");
  change.className = `change ${before ? tone(before, newest.close) : ""}`;
}

/** What the bars in view did, from the first one's open to the last one's close. */
export function inView(line, bars, range, clock, compared) {
  const seen = bars.filter((bar) => !bar.hole);
  if (seen.length === 0) {
    write(line, range ? "No candle in view" : "");
    return;
  }
  const [from, to] = [seen[0].open, seen[seen.length - 1].close];
  const parts = [
    make("span", { text: "In view" }),
    make("b", { class: tone(from, to), text: percentChange(from, to) }),
    make("span", { text: `${clock.span(range.from, range.to)}` }),
    make("span", { class: "extra", text: `${count(seen.length)} candles` }),
  ];
  if (compared?.change) parts.push(make("b", { class: "compared", text: beside(compared, clock) }));
  line.replaceChildren(...parts);
}

function beside({ asset, change: { from, to, stretch } }, clock) {
  return `${asset} ${percentChange(from, to)}${stretch ? ` (${clock.span(stretch.from, stretch.to)})` : ""}`;
}

/** Open, high, low, close and more of a bar, or of the slot where the axis is broken. */
export function readout(line, bar, slot, clock) {
  if (!bar && !slot?.hole) {
    write(line, "\u00a0");
    return;
  }
  const fields = bar && !bar.hole ? ofCandle(bar, clock) : ofHole(bar, slot, clock);
  line.replaceChildren(...fields.filter(([name, value]) => name || value).map(([name, value, kind = ""]) =>
    make("span", { class: kind }, name ? `${name} ` : "", make("b", { text: value }))));
}

/** What is known of the stretch without candles that `time` lies in. */
export function stretch(line, time, missing, clock) {
  const gap = time === undefined ? undefined : at(missing, time);
  write(line, gap ? describe(gap, clock) : "");
  line.className = `readout ${gap?.state ?? ""}`;
}

/** How the value of a line is written. */
const FORMS = { price, volume, strength: (value) => value.toFixed(1), share: (value) => percentChange(1, 1 + value) };

/** The lines that are drawn, with their values at one slot: `{ name, tone, value, kind }`. */
export function legend(line, values) {
  const wanted = values.map(({ name, tone }) => name + tone).join();
  if (line.dataset.lines !== wanted) {
    line.dataset.lines = wanted;
    line.replaceChildren(...values.map(({ name, tone }) => make("span", { class: `key ${tone}` }, `${name} `, make("b"))));
  }
  values.forEach(({ value, kind }, index) => write(line.children[index].lastElementChild, value === undefined ? "–" : FORMS[kind ?? "price"](value)));
}

function ofCandle(bar, clock) {
  return [
    ["", clock.full(bar.t)],
    ["Open", price(bar.open)],
    ["High", price(bar.high)],
    ["Low", price(bar.low)],
    ["Close", price(bar.close)],
    ["Volume", volume(bar.volume), "extra"],
    ["Trades", count(bar.trades), "extra"],
    ["", bar.closed ? "" : "still open"],
    ["", bar.closed && bar.stored < bar.expected ? `${count(bar.expected - bar.stored)} of ${count(bar.expected)} missing` : ""],
  ];
}

function ofHole(bar, slot, clock) {
  const expected = slot?.hole ? slot.hole.missing : bar.expected;
  const time = slot?.hole ? clock.span(slot.hole.from, slot.hole.to) : clock.full(bar.t);
  return [["", time], ["", expected > 0 ? `${count(expected)} missing` : "no trade"]];
}

/** A stretch without candles as text: its name, its time, and what became of it. */
export function describe({ from, to, state }, clock) {
  return `${STATES[state].name}: ${clock.span(from, to)} (${duration((to - from) / 1000)}), ${STATES[state].more}`;
}

/** What lies between two points. */
export function measured({ a, b }, clock) {
  const [from, to] = a.t <= b.t ? [a, b] : [b, a];
  const by = to.price - from.price;
  return `${percentChange(from.price, to.price)}, ${by >= 0 ? "+" : "−"}${price(Math.abs(by))} in ${duration((to.t - from.t) / 1000)}: `
    + `${price(from.price)} → ${price(to.price)}, ${clock.span(from.t, to.t)}`;
}
