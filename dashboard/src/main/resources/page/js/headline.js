// The words above the chart: the newest price, and the candle that is pointed at.

import { count, percentChange, price, volume } from "./format.js";

/** `first` is the oldest candle in sight, which the change is counted from. */
export function headline(nameLine, priceLine, changeLine, asset, newest, first) {
  nameLine.textContent = asset ?? "Waiting for the first candle";
  document.title = newest ? `${price(newest.close)} ${asset} · Candlestream` : "Candlestream";
  priceLine.textContent = newest ? price(newest.close) : "";
  if (!newest || !first) {
    changeLine.textContent = "";
    return;
  }
  changeLine.textContent = `${percentChange(first.open, newest.close)} in sight`;
  changeLine.className = `change ${newest.close >= first.open ? "rising" : "falling"}`;
}

/** Open, high, low, close and more of one bar. */
export function readout(line, bar, clock) {
  if (!bar) {
    line.textContent = "\u00a0";
    return;
  }
  const values = bar.hole
    ? [["", clock.full(bar.t)], ["", bar.expected > 0 ? `${count(bar.expected)} missing` : "no trade"]]
    : [
        ["", clock.full(bar.t)],
        ["Open", price(bar.open)],
        ["High", price(bar.high)],
        ["Low", price(bar.low)],
        ["Close", price(bar.close)],
        ["Volume", volume(bar.volume), "extra"],
        ["Trades", count(bar.trades), "extra"],
        ["", bar.closed ? "" : "still open"],
      ];
  line.replaceChildren(...values.filter(([name, value]) => name || value).map(([name, value, kind = ""]) => {
    const part = document.createElement("span");
    part.className = kind;
    const number = document.createElement("b");
    number.textContent = value;
    part.append(name ? `${name} ` : "", number);
    return part;
  }));
}
