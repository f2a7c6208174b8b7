// Draws the panes below the candles, and lines on any of them.

import { colour } from "./theme.js";

export const crisp = (at) => Math.round(at) + 0.5;

export function line(c, x1, y1, x2, y2) {
  c.beginPath();
  c.moveTo(x1, y1);
  c.lineTo(x2, y2);
  c.stroke();
}

/** A line through the slots that have a value; it is broken where one is missing. */
export function curve(c, s, values, scale, tone) {
  c.strokeStyle = colour(tone);
  c.lineWidth = 1.6;
  c.lineJoin = "round";
  c.beginPath();
  let pen = false;
  for (let at = Math.max(0, s.first - 1); at <= Math.min(s.slots.length - 1, s.last + 1); at++) {
    const value = values[s.slots[at].index];
    if (value === undefined) {
      pen = false;
    } else if (pen) {
      c.lineTo(s.x(at + 0.5), scale.y(value));
    } else {
      c.moveTo(s.x(at + 0.5), scale.y(value));
      pen = true;
    }
  }
  c.stroke();
}

/** Wilder's relative strength, with the marks of too high and too low. */
export function strength(c, s) {
  if (!s.strength) return;
  c.save();
  c.strokeStyle = colour("line");
  c.setLineDash([3, 3]);
  for (const level of [30, 70]) line(c, s.plot.left, crisp(s.strength100.y(level)), s.plot.left + s.plot.width, crisp(s.strength100.y(level)));
  c.restore();
  curve(c, s, s.strength, s.strength100, "line-5");
  title(c, s, "RSI 14", s.plot.panes.rsi);
}

/** The name of a pane, readable whatever is drawn under it. */
function title(c, s, text, { top }) {
  c.textAlign = "left";
  c.lineJoin = "round";
  c.lineWidth = 4;
  c.strokeStyle = colour("ground");
  c.strokeText(text, s.plot.left + 6, top + 8);
  c.fillStyle = colour("muted");
  c.fillText(text, s.plot.left + 6, top + 8);
}

/** Up from the middle where takers bought more than they sold, down where less. */
export function takers(c, s) {
  if (!s.pressure) return;
  const body = Math.max(1, Math.min(22, Math.floor(s.slotWidth * 0.66)));
  const middle = s.balance.y(0);
  for (let at = s.first; at <= s.last; at++) {
    const value = s.pressure[s.slots[at].index];
    if (value === undefined) continue;
    const y = s.balance.y(value);
    c.fillStyle = colour(value >= 0 ? "up" : "down");
    c.globalAlpha = 0.75;
    c.fillRect(Math.round(s.x(at + 0.5) - 0.5) - Math.floor(body / 2), Math.min(y, middle), body, Math.max(1, Math.abs(middle - y)));
    c.globalAlpha = 1;
  }
  c.strokeStyle = colour("line");
  c.lineWidth = 1;
  line(c, s.plot.left, crisp(middle), s.plot.left + s.plot.width, crisp(middle));
  title(c, s, "Takers", s.plot.panes.taker);
}
