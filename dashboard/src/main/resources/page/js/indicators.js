// Moving averages, VWAP, RSI and the pressure of the takers, of bars. Where a candle that one needs is missing, the value is missing too, and never wrong.

const DAY = 86_400_000;
const RSI_LENGTH = 14;

/** Whether a candle of a bar is missing; those of the open one are yet to come. */
const lacks = (bar) => bar.closed !== false && bar.stored < bar.expected;

const usable = (bar) => !bar.hole && !lacks(bar);

/** The mean of the last `length` closing prices, or of what else `of` says of a bar. */
export function movingAverage(bars, length, of = (bar) => bar.close) {
  let sum = 0;
  let run = 0;
  return bars.map((bar, index) => {
    if (!usable(bar)) {
      sum = run = 0;
      return undefined;
    }
    sum += of(bar);
    if (++run > length) {
      sum -= of(bars[index - length]);
      run = length;
    }
    return run === length ? sum / length : undefined;
  });
}

/** The price of all trades since the day began in UTC, each bar's volume at its typical price. */
export function vwap(bars) {
  let day;
  let value = 0;
  let volume = 0;
  let known = false;
  return bars.map((bar) => {
    const today = Math.floor(bar.t / DAY);
    if (today !== day) {
      known = bar.t % DAY === 0;
      day = today;
      value = volume = 0;
    }
    if (lacks(bar)) known = false;
    if (bar.hole) return undefined;
    value += ((bar.high + bar.low + bar.close) / 3) * bar.volume;
    volume += bar.volume;
    return known && volume > 0 ? value / volume : undefined;
  });
}

/** Wilder's relative strength, from 0 to 100. */
export function rsi(bars, length = RSI_LENGTH) {
  let gain = 0;
  let loss = 0;
  let run = 0;
  return bars.map((bar, index) => {
    const before = bars[index - 1];
    if (!usable(bar) || !before || !usable(before)) {
      gain = loss = run = 0;
      return undefined;
    }
    const change = bar.close - before.close;
    const weight = Math.min(++run, length);
    gain += (Math.max(change, 0) - gain) / weight;
    loss += (Math.max(-change, 0) - loss) / weight;
    if (run < length) return undefined;
    return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
  });
}

/** (What takers bought − what they sold) / volume: 1 when they only bought, −1 when they only sold. */
export function pressure(bars) {
  return bars.map((bar) => (!usable(bar) || bar.taken === undefined || !(bar.volume > 0) ? undefined : (2 * bar.taken - bar.volume) / bar.volume));
}
