// What ECharts is told: the parts that stay, and the parts that follow the data.

import { colour } from "./theme.js";
import { price, volume } from "./format.js";

const PRICES = { left: 2, right: 88, top: 12, bottom: "25%" };
const VOLUMES = { left: 2, right: 88, top: "79%", bottom: 26 };
const SHADES = { healed: 0.2, empty: 0.3, open: 0.32 };

/** Everything but the data; `ticks` says which slots get a label, and which. */
export function frame(ticks) {
  const line = { lineStyle: { color: colour("line") } };
  const words = { color: colour("muted"), fontSize: 13, fontFamily: colour("sans") };
  const pointer = { show: true, lineStyle: { color: colour("muted"), type: [3, 3] } };
  const badge = { backgroundColor: colour("raised"), color: colour("text"), fontSize: 13, padding: [4, 7], shadowBlur: 0 };
  const time = {
    type: "category",
    boundaryGap: true,
    axisTick: { show: false },
    splitLine: { show: true, interval: ticks.has, ...line },
    axisLine: line,
  };
  const value = { scale: true, position: "right", axisLine: { show: false }, axisTick: { show: false } };
  return {
    animation: false,
    backgroundColor: "transparent",
    grid: [PRICES, VOLUMES],
    axisPointer: { link: [{ xAxisIndex: "all" }], triggerOn: "mousemove|click" },
    xAxis: [
      { ...time, gridIndex: 0, axisLabel: { show: false }, axisPointer: { ...pointer, label: { show: false } } },
      {
        ...time,
        gridIndex: 1,
        axisLabel: { ...words, interval: ticks.has, formatter: ticks.label, hideOverlap: true },
        axisPointer: { ...pointer, label: { ...badge, formatter: ({ value: at }) => ticks.full(at) } },
      },
    ],
    yAxis: [
      {
        ...value,
        gridIndex: 0,
        splitNumber: 6,
        splitLine: line,
        axisLabel: { ...words, formatter: price },
        axisPointer: { ...pointer, label: { ...badge, formatter: ({ value: at }) => price(at) } },
      },
      { ...value, scale: false, gridIndex: 1, splitNumber: 2, splitLine: { show: false }, axisLabel: { ...words, formatter: volume } },
    ],
    dataZoom: [{ type: "inside", xAxisIndex: [0, 1], filterMode: "weakFilter", minValueSpan: 8, zoomLock: false }],
  };
}

/** The series for these bars; `shades` are stretches of slots with the state of their gap. */
export function series(bars, shades) {
  return [
    { ...shading(shades, 0), id: "gaps" },
    { ...shading(shades, 1), id: "gaps-below" },
    {
      id: "prices",
      type: "candlestick",
      data: bars.map(candle),
      itemStyle: { color: colour("up"), borderColor: colour("up"), color0: colour("down"), borderColor0: colour("down") },
      barMaxWidth: 22,
      markLine: newestPrice(bars),
    },
    { id: "volumes", type: "bar", xAxisIndex: 1, yAxisIndex: 1, data: bars.map(amount), barMaxWidth: 22, silent: true },
  ];
}

function candle(bar) {
  if (bar.hole) return ["-", "-", "-", "-"];
  const value = [bar.open, bar.close, bar.low, bar.high];
  if (bar.closed) return value;
  const ground = colour("ground");
  const accent = colour("accent");
  return { value, itemStyle: { color: ground, color0: ground, borderColor: accent, borderColor0: accent, borderWidth: 2 } };
}

function amount(bar) {
  if (bar.hole) return "-";
  const tone = bar.closed ? colour(bar.close >= bar.open ? "up" : "down") : colour("accent");
  return { value: bar.volume, itemStyle: { color: tone, opacity: 0.5 } };
}

function newestPrice(bars) {
  const newest = bars.findLast((bar) => !bar.hole);
  if (!newest) return { data: [] };
  const tone = newest.closed ? colour(newest.close >= newest.open ? "up" : "down") : colour("accent");
  return {
    silent: true,
    symbol: "none",
    animation: false,
    lineStyle: { color: tone, type: [2, 4], width: 1 },
    label: {
      position: "end",
      distance: 4,
      formatter: () => price(newest.close),
      color: colour("ground"),
      backgroundColor: tone,
      padding: [4, 6],
      borderRadius: 4,
      fontSize: 13,
      fontFamily: colour("sans"),
    },
    data: [{ yAxis: newest.close }],
  };
}

/** Stretches behind the candles, from the left edge of their first slot to the right edge of their last. */
function shading(shades, grid) {
  return {
    type: "custom",
    xAxisIndex: grid,
    yAxisIndex: grid,
    silent: true,
    z: 0,
    encode: { x: [0, 1] },
    data: shades.map(({ from, to, state }) => ({ value: [from, to], state })),
    renderItem: (view, api) => {
      const state = shades[view.dataIndex]?.state ?? "open";
      const half = api.size([1, 0])[0] / 2;
      const left = Math.max(api.coord([api.value(0), 0])[0] - half, view.coordSys.x);
      const right = Math.min(api.coord([api.value(1), 0])[0] + half, view.coordSys.x + view.coordSys.width);
      if (right <= left) return null;
      return {
        type: "rect",
        shape: { x: left, y: view.coordSys.y, width: right - left, height: view.coordSys.height },
        style: { fill: colour(state), opacity: SHADES[state] },
      };
    },
  };
}
