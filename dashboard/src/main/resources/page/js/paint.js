// Paints the chart onto its canvas. Everything that is drawn follows from one scene; nothing is remembered between two.

import { digitsOf, duration, price, volume } from "./format.js";
import { crisp, curve, line, strength, takers } from "./panes.js";
import { placeOf } from "./slots.js";
import { Scale } from "./scale.js";
import { colour } from "./theme.js";
import { dateTicks, stepFor, timeTicks } from "./ticks.js";

const AXIS = 92;
const TIMES = 44;
const SIZE = 13;
const ROOM_FOR_LABEL = 54;
const SHADES = { healed: 0.2, empty: 0.28, open: 0.34, missing: 0.34 };
const SPACE = 14;

/** Where the panes are, for an element of this size. */
export function layout(element, { rsi, taker }) {
  const [width, height] = [element.clientWidth, element.clientHeight];
  const below = Math.max(44, Math.round(height * (rsi && taker ? 0.13 : 0.17)));
  const bottom = height - TIMES;
  const panes = { volume: { top: bottom - below, bottom } };
  let at = panes.volume.top - SPACE;
  for (const [name, wanted] of Object.entries({ taker, rsi })) {
    if (!wanted) continue;
    panes[name] = { top: at - below, bottom: at };
    at -= below + SPACE;
  }
  panes.price = { top: 12, bottom: at };
  return { left: 1, width: Math.max(50, width - AXIS - 1), size: { width, height }, panes, bottom };
}

/** The scales of the panes for what is in sight. */
export function scales({ plot, bars, slots, view, lines, log, meanVolume }) {
  const seen = [];
  for (let at = Math.max(0, Math.floor(view.from)); at < Math.min(slots.length, Math.ceil(view.to)); at++) {
    const { index } = slots[at];
    if (index !== undefined && !bars[index].hole) seen.push(index);
  }
  let [low, high, most] = [Infinity, -Infinity, 0];
  for (const index of seen) {
    low = Math.min(low, bars[index].low);
    high = Math.max(high, bars[index].high);
    most = Math.max(most, bars[index].volume, meanVolume?.[index] ?? 0);
  }
  const drawn = lines.map((line) => (line.others ? aligned(line, bars, seen) : line));
  for (const { values, others } of drawn) {
    for (const index of seen) {
      // A line that is far away is cut off; a compared asset is always seen whole.
      if (values[index] === undefined || (!others && (values[index] < low - (high - low) || values[index] > high + (high - low)))) continue;
      low = Math.min(low, values[index]);
      high = Math.max(high, values[index]);
    }
  }
  if (seen.length === 0) [low, high, most] = [0, 1, 1];
  const air = (high - low) * 0.06 || high * 0.001 || 1;
  const { price: pane, volume: below, rsi, taker } = plot.panes;
  const bottom = log && low - air <= 0 ? low * 0.94 : low - air;
  return {
    lines: drawn,
    empty: seen.length === 0,
    price: new Scale(bottom, high + air, pane.top, pane.bottom, log),
    volume: new Scale(0, most * 1.08 || 1, below.top, below.bottom),
    strength100: rsi && new Scale(0, 100, rsi.top, rsi.bottom),
    balance: taker && new Scale(-1, 1, taker.top, taker.bottom),
  };
}

/** The other asset's prices as if it had cost the same where both begin in sight. */
function aligned(line, bars, seen) {
  const first = seen.find((index) => line.values[index] !== undefined);
  if (first === undefined) return { ...line, values: [] };
  const factor = bars[first].close / line.values[first];
  return { ...line, values: line.values.map((value) => (value === undefined ? undefined : value * factor)) };
}

export function paint(canvas, scene) {
  const { width, height } = scene.plot.size;
  const ratio = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const c = canvas.getContext("2d");
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, width, height);
  c.font = `${SIZE}px ${colour("sans")}`;
  c.textBaseline = "middle";
  const slotWidth = scene.plot.width / (scene.view.to - scene.view.from);
  const s = {
    ...scene,
    slotWidth,
    x: (place) => scene.plot.left + (place - scene.view.from) * slotWidth,
    first: Math.max(0, Math.floor(scene.view.from)),
    last: Math.min(scene.slots.length, Math.ceil(scene.view.to)) - 1,
    badges: [],
  };
  s.priceBadges = badges(s);
  grid(c, s);
  c.save();
  c.beginPath();
  c.rect(s.plot.left, 0, s.plot.width, s.plot.bottom);
  c.clip();
  shading(c, s);
  breaks(c, s);
  candles(c, s);
  if (s.meanVolume) curve(c, s, s.meanVolume, s.volume, "text");
  strength(c, s);
  takers(c, s);
  s.lines.forEach((line) => curve(c, s, line.values, s.price, line.tone));
  newestPrice(c, s);
  measure(c, s);
  c.restore();
  crosshair(c, s);
  valueAxis(c, s);
  timeAxis(c, s);
  s.priceBadges.forEach((badge) => drawBadge(c, badge));
}

/** Horizontal lines at round values; those of the times are drawn with their labels. */
function grid(c, s) {
  const { left, width, panes } = s.plot;
  s.priceTicks = s.empty ? [] : s.price.ticks(ROOM_FOR_LABEL);
  c.strokeStyle = colour("line");
  c.lineWidth = 1;
  for (const value of s.priceTicks) line(c, left, crisp(s.price.y(value)), left + width, crisp(s.price.y(value)));
  for (const pane of Object.values(panes)) line(c, left, crisp(pane.bottom), left + width, crisp(pane.bottom));
  line(c, crisp(left + width), panes.price.top, crisp(left + width), panes.volume.bottom);
  s.times = s.first > s.last ? [] : timeTicks(s.slots, s.first, s.last, tickStep(s), s.clock);
  for (const { slot } of s.times) line(c, crisp(s.x(slot)), panes.price.top, crisp(s.x(slot)), panes.volume.bottom);
}

const tickStep = (s) => stepFor((s.view.to - s.view.from) * s.step, s.plot.width);

/** Stretches without candles, behind the candles, with their name where there is room. */
function shading(c, s) {
  const { panes } = s.plot;
  for (const { from, to, state } of s.missing) {
    const [x1, x2] = [s.x(placeOf(s.slots, from)), s.x(placeOf(s.slots, to))];
    const [left, right] = [Math.max(x1, s.plot.left), Math.min(x2, s.plot.left + s.plot.width)];
    if (s.slots.length === 0 || right <= left || to <= s.slots[0].t) continue;
    c.globalAlpha = SHADES[state];
    c.fillStyle = colour(state);
    c.fillRect(left, panes.price.top, Math.max(1.5, right - left), panes.volume.bottom - panes.price.top);
    c.globalAlpha = 1;
  }
}

/** Where the axis is broken: two slanted edges, and between them how long it is. */
function breaks(c, s) {
  const { panes } = s.plot;
  for (let at = s.first; at <= s.last; at++) {
    const { hole } = s.slots[at];
    if (!hole || (at > s.first && s.slots[at - 1].hole === hole)) continue;
    const [left, right] = [s.x(placeOf(s.slots, hole.from)), s.x(placeOf(s.slots, hole.to))];
    c.strokeStyle = colour("muted");
    c.lineWidth = 1.5;
    for (const x of [left + 3, right - 3]) zigzag(c, x, panes.price.top, panes.volume.bottom);
    const middle = (panes.price.top + panes.price.bottom) / 2;
    c.save();
    c.translate((left + right) / 2, middle);
    c.rotate(-Math.PI / 2);
    c.textAlign = "center";
    c.fillStyle = colour("text");
    const label = `${duration((hole.to - hole.from) / 1000)}, ${hole.missing > 0 ? `${hole.missing.toLocaleString("en")} missing` : "no trade"}`;
    if (right - left > 16 && c.measureText(label).width < panes.price.bottom - panes.price.top) c.fillText(label, 0, 0);
    c.restore();
  }
}

function zigzag(c, x, top, bottom) {
  c.beginPath();
  for (let y = top, side = -2.5; y <= bottom; y += 8, side = -side) c.lineTo(x + side, y);
  c.stroke();
}

function candles(c, s) {
  const body = Math.max(1, Math.min(22, Math.floor(s.slotWidth * 0.66)));
  for (const closed of ["up", "down"]) {
    const tone = colour(closed);
    c.fillStyle = c.strokeStyle = tone;
    c.lineWidth = 1;
    for (let at = s.first; at <= s.last; at++) {
      const bar = s.bars[s.slots[at].index];
      if (!bar || bar.hole || !bar.closed || (bar.close >= bar.open) !== (closed === "up")) continue;
      candle(c, s, at, bar, body);
      c.globalAlpha = 0.5;
      volumeBar(c, s, at, bar, body);
      c.globalAlpha = 1;
    }
  }
  for (let at = s.first; at <= s.last; at++) {
    const bar = s.bars[s.slots[at].index];
    if (bar && !bar.hole && !bar.closed) openCandle(c, s, at, bar, body);
  }
}

function candle(c, s, at, bar, body) {
  const x = s.x(at + 0.5);
  const wick = Math.round(x - 0.5);
  c.fillRect(wick, s.price.y(bar.high), 1, Math.max(1, s.price.y(bar.low) - s.price.y(bar.high)));
  const [top, bottom] = [s.price.y(Math.max(bar.open, bar.close)), s.price.y(Math.min(bar.open, bar.close))];
  c.fillRect(wick - Math.floor(body / 2), top, body, Math.max(1, bottom - top));
}

function volumeBar(c, s, at, bar, body) {
  const y = s.volume.y(bar.volume);
  c.fillRect(Math.round(s.x(at + 0.5) - 0.5) - Math.floor(body / 2), y, body, s.plot.panes.volume.bottom - y);
}

function openCandle(c, s, at, bar, body) {
  c.fillStyle = colour("accent");
  const x = Math.round(s.x(at + 0.5) - 0.5);
  c.fillRect(x, s.price.y(bar.high), 1, Math.max(1, s.price.y(bar.low) - s.price.y(bar.high)));
  const [top, bottom] = [s.price.y(Math.max(bar.open, bar.close)), s.price.y(Math.min(bar.open, bar.close))];
  const [width, height] = [Math.max(4, body), Math.max(3, bottom - top)];
  c.fillRect(x - Math.floor(width / 2), top, width, height);
  c.fillStyle = colour("ground");
  if (height > 4 && width > 4) c.fillRect(x - Math.floor(width / 2) + 2, top + 2, width - 4, height - 4);
  c.fillStyle = colour("accent");
  c.globalAlpha = 0.5;
  volumeBar(c, s, at, bar, body);
  c.globalAlpha = 1;
}

function newestPrice(c, s) {
  if (!s.newest || s.empty) return;
  const y = s.price.y(s.newest.close);
  const { top, bottom } = s.plot.panes.price;
  if (y < top || y > bottom) return;
  c.save();
  c.strokeStyle = newestTone(s.newest);
  c.lineWidth = 1;
  c.setLineDash([2, 4]);
  line(c, s.plot.left, crisp(y), s.plot.left + s.plot.width, crisp(y));
  c.restore();
}

const newestTone = (bar) => colour(bar.closed ? (bar.close >= bar.open ? "up" : "down") : "accent");

function measure(c, s) {
  if (!s.measured) return;
  const { a, b } = s.measured;
  const [x1, x2] = [a, b].map(({ t }) => s.x(placeOf(s.slots, t) + 0.5));
  const [y1, y2] = [a, b].map(({ price: value }) => s.price.y(value));
  c.fillStyle = c.strokeStyle = colour("accent");
  c.globalAlpha = 0.16;
  c.fillRect(Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1));
  c.globalAlpha = 1;
  c.lineWidth = 1.5;
  line(c, x1, y1, x2, y2);
  for (const [x, y] of [[x1, y1], [x2, y2]]) {
    c.beginPath();
    c.arc(x, y, 4, 0, 7);
    c.fill();
  }
}

function crosshair(c, s) {
  const at = s.slots.indexOf(s.pointed);
  if (at < 0) return;
  const { left, width, panes } = s.plot;
  c.save();
  c.strokeStyle = colour("muted");
  c.setLineDash([3, 3]);
  c.lineWidth = 1;
  const x = crisp(s.x(at + 0.5) - 0.5);
  if (x >= left && x <= left + width) line(c, x, panes.price.top, x, panes.volume.bottom);
  const y = s.pointer?.y;
  if (y > panes.price.top && y < panes.price.bottom) line(c, left, crisp(y), left + width, crisp(y));
  c.restore();
}

/** The badges on the axis of prices: the newest price, and that of the crosshair. */
function badges(s) {
  const { left, width, panes } = s.plot;
  const all = [];
  const add = (y, text, fill, ink) => {
    if (y >= panes.price.top - 1 && y <= panes.price.bottom + 1) all.push({ x: left + width + 4, y: Math.max(panes.price.top, Math.min(panes.price.bottom, y)), text, fill, ink });
  };
  if (s.newest && !s.empty) add(s.price.y(s.newest.close), price(s.newest.close), newestTone(s.newest), colour("ground"));
  const y = s.pointer?.y;
  if (s.pointed && y !== undefined && !s.empty) add(y, price(s.price.value(y)), colour("raised"), colour("text"));
  return all;
}

/** Of text with a box around it, which begins at `x` and has `y` as its middle. */
function drawBadge(c, { x, y, text, fill, ink, centred = false }) {
  const width = c.measureText(text).width + 12;
  const left = centred ? x - width / 2 : x;
  c.fillStyle = fill;
  c.beginPath();
  c.roundRect(left, y - 11, width, 22, 4);
  c.fill();
  c.fillStyle = ink;
  c.textAlign = "left";
  c.fillText(text, left + 6, y + 0.5);
}

/** How many decimals a round step has. */
function decimals(step) {
  let digits = 0;
  while (digits < 12 && Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) > 1e-6) digits++;
  return digits;
}

/** Values beside the panes, but none under a badge. */
function valueAxis(c, s) {
  const x = s.plot.left + s.plot.width + 10;
  c.textAlign = "left";
  c.fillStyle = colour("muted");
  const free = (y) => s.priceBadges.every((badge) => Math.abs(badge.y - y) > 20);
  const step = s.priceTicks.length > 1 ? s.priceTicks[1] - s.priceTicks[0] : 1;
  const digits = Math.max(digitsOf(s.price.high), decimals(step));
  for (const value of s.priceTicks) if (free(s.price.y(value))) c.fillText(price(value, digits), x, s.price.y(value));
  if (!s.empty) for (const value of s.volume.ticks(34)) if (value > 0) c.fillText(volume(value), x, s.volume.y(value));
  if (s.pressure) {
    c.fillText("buy", x, s.balance.y(0.6));
    c.fillText("sell", x, s.balance.y(-0.6));
  }
  if (s.strength) for (const value of [30, 70]) c.fillText(String(value), x, s.strength100.y(value));
}

/** Two rows: times, and the dates that they belong to; nothing is cut off, and nothing lies under the crosshair's badge. */
function timeAxis(c, s) {
  if (s.first > s.last) return;
  const { left, width, bottom } = s.plot;
  const badge = pointedBadge(c, s);
  c.textAlign = "center";
  c.fillStyle = colour("muted");
  let taken = badge ? [badge.taken] : [];
  for (const { slot, text } of s.times) {
    const half = c.measureText(text).width / 2;
    const x = s.x(slot);
    if (x - half < left || x + half > left + width + AXIS - 4 || overlaps(taken, x - half, x + half)) continue;
    c.fillText(text, x, bottom + 13);
    taken.push([x - half - 8, x + half + 8]);
  }
  c.textAlign = "left";
  c.fillStyle = colour("text");
  taken = [];
  const dates = dateTicks(s.slots, s.first, s.last, tickStep(s), s.clock);
  for (const [number, { slot, text }] of dates.entries()) {
    const x = Math.max(left + 2, s.x(slot));
    const room = dates[number + 1] ? s.x(dates[number + 1].slot) - x : Infinity;
    const long = c.measureText(text).width;
    if (room < long + 8 || overlaps(taken, x, x + long)) continue;
    c.fillText(text, Math.min(x, left + width + AXIS - long - 4), bottom + 32);
    taken.push([x, x + long + 10]);
  }
  if (badge) drawBadge(c, badge);
}

const overlaps = (taken, from, to) => taken.some(([a, b]) => from < b && to > a);

function pointedBadge(c, s) {
  const at = s.slots.indexOf(s.pointed);
  if (at < 0) return undefined;
  const text = s.clock.full(Math.round(s.pointed.t));
  const half = c.measureText(text).width / 2 + 8;
  const x = Math.max(s.plot.left + half, Math.min(s.plot.left + s.plot.width + AXIS - half, s.x(at + 0.5)));
  return { x, y: s.plot.bottom + 13, text, fill: colour("raised"), ink: colour("text"), centred: true, taken: [x - half, x + half] };
}
