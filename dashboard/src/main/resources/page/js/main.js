// Puts the page together.

import * as api from "./api.js";
import { Assets } from "./assets.js";
import { Chart } from "./chart.js";
import { Feed } from "./feed.js";
import { Clock } from "./format.js";
import { headline, readout } from "./headline.js";
import { figures, sentences } from "./health.js";
import { watchKeys } from "./keys.js";
import { Series } from "./series.js";
import { switchTheme, watchTheme } from "./theme.js";

const HEALTH_MILLIS = 1000;
const ASSETS_MILLIS = 5000;

const $ = (id) => document.getElementById(id);
const clock = new Clock();
const series = new Series();
const troubles = {};
let report;
let chosen = {};
let pointed;

const chart = new Chart($("chart"), series, clock, {
  moved: tell,
  nearStart: () => feed.older(),
  pointed: (index) => {
    pointed = index;
    readout($("readout"), series.all[index] ?? newest(), clock);
  },
});

const feed = new Feed(series, {
  fresh: () => chart.reset(),
  told: (change) => chart.keep(change),
  gaps: (gaps) => {
    chart.gaps = gaps;
  },
  trouble: (name, what) => {
    troubles[name] = what === undefined ? undefined : (troubles[name] ?? what);
    tell();
  },
});

const assets = new Assets($("assets"), $("open-assets"), (asset) => open({ ...chosen, asset }));

function newest() {
  return series.all.findLast((bar) => !bar.hole);
}

/** Shows an asset and an interval, and remembers both in the address. */
function open({ asset, interval }) {
  if (asset === chosen.asset && interval === chosen.interval) return;
  chosen = { asset, interval };
  history.replaceState(null, "", `#${encodeURIComponent(asset)}/${interval}`);
  assets.choose(asset);
  for (const button of $("intervals").children) {
    button.setAttribute("aria-pressed", String(button.textContent === interval));
  }
  series.clear();
  chart.gaps = [];
  chart.draw();
  troubles.table = undefined;
  feed.open(asset, interval);
  tell();
}

/** Writes what is known around the chart. */
function tell() {
  const bar = newest();
  const view = chart?.view ?? { from: 0, to: 0 };
  headline($("asset"), $("price"), $("change"), chosen.asset, bar, series.all.slice(view.from, view.to + 1).find((seen) => !seen.hole));
  readout($("readout"), series.all[pointed] ?? bar, clock);
  figures($("health"), report, series.completeness(view.from, view.to));
  const words = sentences(report, troubles, clock).join(" ");
  if ($("notices").textContent !== words) $("notices").textContent = words;
  $("chart").setAttribute("aria-label", chosen.asset ? `Candles of ${chosen.asset}, ${chosen.interval} each` : "Candles");
}

async function look() {
  if (document.visibilityState === "visible") {
    try {
      report = await api.health();
      troubles.page = undefined;
    } catch {
      report = undefined;
      troubles.page ??= Date.now();
    }
    tell();
  }
  setTimeout(look, HEALTH_MILLIS);
}

async function list() {
  try {
    const { assets: all, intervals } = await api.assets();
    assets.show(all);
    choices(intervals);
    if (!chosen.asset && all.length > 0) start(all, intervals);
  } catch (error) {
    if (!chosen.asset && error instanceof api.ServerError) troubles.table = error.message;
  }
  tell();
  setTimeout(list, chosen.asset ? ASSETS_MILLIS : HEALTH_MILLIS);
}

/** What the address names, else bitcoin, else the first. */
function start(all, intervals) {
  const [asset, interval] = decodeURIComponent(location.hash.slice(1)).split("/");
  open({
    asset: all.includes(asset) ? asset : all.includes("bitcoin") ? "bitcoin" : all[0],
    interval: intervals.includes(interval) ? interval : intervals[0],
  });
}

function choices(intervals) {
  if ($("intervals").children.length > 0) return;
  $("intervals").append(...intervals.map((interval) => {
    const button = document.createElement("button");
    button.textContent = interval;
    button.addEventListener("click", () => open({ ...chosen, interval }));
    return button;
  }));
}

function showZone() {
  $("zone").textContent = clock.name;
  $("zone").title = `Times are ${clock.local ? "local" : "UTC"} (U)`;
}

function switchZone() {
  clock.toggle();
  showZone();
  chart.frame();
}

function recolour() {
  switchTheme();
  chart.frame();
}

$("zone").addEventListener("click", switchZone);
$("theme").addEventListener("click", recolour);
$("help").addEventListener("click", () => $("keys").showModal());
watchTheme(() => chart.frame());
watchKeys({
  ArrowLeft: (event) => chart.pan(event.shiftKey ? -0.5 : -0.1),
  ArrowRight: (event) => chart.pan(event.shiftKey ? 0.5 : 0.1),
  End: () => chart.follow(),
  "+": () => chart.zoom(0.8),
  "=": () => chart.zoom(0.8),
  "-": () => chart.zoom(1.25),
  "/": () => (assets.open(true), $("search").select()),
  "?": () => $("keys").showModal(),
  u: switchZone,
  t: recolour,
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [String(n), () => $("intervals").children[n - 1]?.click()])),
});
showZone();
list();
look();
