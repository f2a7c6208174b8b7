// Puts the page together.

import * as address from "./address.js";
import * as api from "./api.js";
import { Assets } from "./assets.js";
import { Chart } from "./chart.js";
import { Compared } from "./compared.js";
import { chooseOther, chooseStudies, drawDays, listMissing, offerPython, showKeys } from "./dialogs.js";
import { make, write } from "./element.js";
import { Feed } from "./feed.js";
import { Clock } from "./format.js";
import { headline, inView, legend, measured, readout, stretch } from "./headline.js";
import { figures, sentences } from "./health.js";
import { millis } from "./interval.js";
import { watchKeys } from "./keys.js";
import { Operator } from "./operator.js";
import { Series, completeness } from "./series.js";
import { python } from "./snippet.js";
import { switchTheme, watchTheme } from "./theme.js";
import { LastTrades } from "./trades.js";

const HEALTH_MILLIS = 1000;
const LIST_MILLIS = 2000;
const ADDRESS_MILLIS = 300;
const DAY = 86_400_000;
/** So much of a stretch's length is shown beside it. */
const BESIDE = 40;

const $ = (id) => document.getElementById(id);
const clock = new Clock();
const series = new Series();
const troubles = {};
const remembered = JSON.parse(localStorage.getItem("studies") ?? "null");
let report;
let known; // assets, intervals, the table's own interval
let chosen = { studies: { ma: [], vwap: false, rsi: false, volume: false, taker: false, log: false, ...remembered } };
let addressTimer;

const chart = new Chart($("chart"), series, clock, {
  moved: () => tell(),
  pointed: (slot) => read(slot),
  nearStart: () => feed.older(),
  nearEnd: () => feed.newer(),
  measured: (between) => write($("measured"), between ? measured(between, clock) : ""),
});

const feed = new Feed(series, {
  fresh: (range) => chart.reset(range),
  changed: (change) => {
    chart.keep(change);
    chart.newest = feed.newest;
    if (feed.newest && performance.getEntriesByName("price").length === 0) performance.mark("price");
  },
  gaps: (gaps) => {
    chart.gaps = gaps;
  },
  trades: (trades) => lastTrades.show(trades),
  trouble: (name, what) => {
    troubles[name] = what === undefined ? undefined : (troubles[name] ?? what);
    tell();
  },
});

const compared = new Compared((other) => {
  chart.compared = other;
  chart.study();
});

const assets = new Assets($("assets"), $("open-assets"), (asset) => go({ ...chosen, asset, range: undefined }));
const lastTrades = new LastTrades($("trades"), clock, (any) => document.querySelector("main").classList.toggle("traded", any));
const operator = new Operator($("operator"), $("open-operator"));

/** Shows what a person chose, as a new step of the browser's history. */
function go(wanted) {
  troubles.address = undefined;
  open(wanted);
  history.pushState(null, "", address.format({ ...chosen }));
}

/** Shows an asset, an interval, and a range where one is wanted. */
function open(wanted) {
  const { asset, interval, range } = wanted;
  const same = asset === chosen.asset && interval === chosen.interval && !range && !chosen.range && !troubles.asked;
  const otherwise = wanted.compare !== chosen.compare || !same;
  chosen = { ...wanted, compare: wanted.compare === asset ? undefined : wanted.compare };
  troubles.asked = known && !known.assets.includes(asset) ? unknown(asset) : undefined;
  study();
  mark();
  if (!same) show(asset, interval, range);
  if (otherwise) compared.open(chosen.compare, interval, aroundView);
  tell();
}

/** The times in view and as much again beside them. */
function aroundView() {
  const { range } = chart;
  const beside = range && Math.round((range.to - range.from) / 2);
  return range && { from: Math.max(0, range.from - beside), to: range.to + beside };
}

function compare(asset) {
  chosen.compare = asset;
  compared.open(asset, chosen.interval, aroundView);
  mark();
  remember();
}

function show(asset, interval, range) {
  troubles.table = undefined;
  chart.gaps = [];
  lastTrades.of(asset);
  chart.interval = interval;
  chart.newest = undefined;
  feed.close();
  series.clear();
  chart.reset();
  chart.clearMeasure();
  if (!troubles.asked) feed.open(asset, interval, range);
}

/** What a person sees who asks for an asset that the table does not hold. */
function unknown(asset) {
  const like = known.assets.filter((name) => name.startsWith(asset[0]?.toLowerCase() ?? "")).slice(0, 3);
  const hint = known.assets.length === 0 ? "" : ` It holds ${(like.length > 0 ? like : known.assets.slice(0, 3)).join(", ")}${known.assets.length > 3 ? " and more" : ""}: choose in the list.`;
  return `The table holds no candle of ${asset}.${hint}`;
}

/** Marks what is chosen. */
function mark() {
  assets.choose(chosen.asset);
  for (const button of $("intervals").children) button.setAttribute("aria-pressed", String(button.textContent === chosen.interval));
  $("log").setAttribute("aria-pressed", String(chosen.studies.log));
  $("open-compare").classList.toggle("on", chosen.compare !== undefined);
  $("open-studies").classList.toggle("on", chosen.studies.ma.length > 0 || ["vwap", "rsi", "volume", "taker"].some((name) => chosen.studies[name]));
}

function study() {
  chart.studies = chosen.studies;
  chart.study();
}

function chooseLines(studies) {
  chosen.studies = studies;
  localStorage.setItem("studies", JSON.stringify(studies));
  study();
  mark();
  remember();
}

/** Keeps the address true, but not at every pixel. */
function remember() {
  if (addressTimer || !chosen.asset || !series.first) return;
  addressTimer = setTimeout(() => {
    addressTimer = undefined;
    chosen.range = chart.following || !chart.range ? undefined : chart.range;
    const now = address.format(chosen);
    if (now !== location.hash && series.first) history.replaceState(null, "", now);
  }, ADDRESS_MILLIS);
}

/** Takes what the address says; what it does not say is bitcoin, else the first asset, and the table's own interval. */
function follow() {
  clearTimeout(addressTimer);
  addressTimer = undefined;
  const asked = address.parse(location.hash);
  const { assets: all, intervals } = known;
  const bad = [...asked.bad];
  const interval = intervals.includes(asked.interval) ? asked.interval : intervals[0];
  if (asked.interval && interval !== asked.interval) bad.push(`${asked.interval} in the address is no length of a candle here (${intervals.join(", ")}); showing ${interval}`);
  let other = asked.compare;
  if (other && !all.includes(other)) {
    bad.push(`${other} in the address cannot be compared: the table holds no candle of it`);
    other = undefined;
  }
  troubles.address = bad.length > 0 ? `${bad.join(". ")}.` : undefined;
  const asset = asked.asset ?? (all.includes("bitcoin") ? "bitcoin" : all[0]);
  if (asset) open({ asset, interval, range: asked.range, compare: other, studies: asked.studies ?? chosen.studies });
}

/** Writes what is known around the chart. */
function tell() {
  const bars = chart.seen;
  assets.priced(chosen.asset, feed.newest?.close);
  const listed = assets.find(chosen.asset);
  headline({ name: $("asset"), symbol: $("symbol"), price: $("price"), change: $("change") }, chosen.asset, feed.newest, listed);
  const change = chart.comparedChange;
  inView($("in-view"), bars, chart.range, clock, change && { asset: chosen.compare, change });
  read(chart.pointed);
  figures($("health"), report, completeness(chart.counted));
  operator.tell(report);
  const missing = chart.missing.filter(({ state }) => state === "open" || state === "missing").length;
  write($("open-missing"), missing > 0 ? `Gaps ${missing}` : "Gaps");
  $("open-missing").classList.toggle("bad", missing > 0);
  write($("notices"), sentences(report, troubles, clock).join(" "));
  $("live").hidden = chart.following || !series.first;
  const nothing = absent();
  $("absent").hidden = nothing === "";
  write($("absent"), nothing);
  document.querySelector("main").classList.toggle("waiting", !chosen.asset);
  $("chart").setAttribute("aria-label", chosen.asset ? `Candles of ${chosen.asset}, ${chosen.interval} each` : "Candles");
  for (const kind of ["csv", "parquet"]) {
    if (chart.range) $(kind).href = api.file(kind, chosen.asset, chosen.interval, chart.range);
    else $(kind).removeAttribute("href");
  }
  remember();
  wantDay(bars);
}

/** What stands in the place of candles where there are none. */
function absent() {
  if (troubles.asked) return `No candle of ${chosen.asset}`;
  return known && !chosen.asset ? "The table holds no candle yet. The first one will be shown here." : "";
}

function read(slot) {
  const bar = slot ? series.all[slot.index] : feed.newest;
  readout($("readout"), bar, slot, clock);
  stretch($("stretch"), slot?.t, chart.missing, clock);
  legend($("lines"), chart.valuesAt(slot ?? chart.slotOf(bar)));
}

/** The price of a day's trades needs the day from its beginning. */
function wantDay(bars) {
  const first = series.first;
  if (chosen.studies.vwap && bars[0] && first && first.t > Math.floor(bars[0].t / DAY) * DAY && millis(chosen.interval) < DAY) feed.older();
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

/** Asks for the names of all assets at first, and then for their prices. */
async function enlist() {
  try {
    if (document.visibilityState === "visible" || !known) await ask();
  } catch (error) {
    if (!known && error instanceof api.ServerError) troubles.table = error.message;
  }
  tell();
  setTimeout(enlist, known?.assets.length > 0 ? LIST_MILLIS : HEALTH_MILLIS);
}

async function ask() {
  const before = known?.assets ?? [];
  known = await api.assets();
  if (!chosen.asset) troubles.table = undefined; // while no asset is shown it was that of this question
  if (known.assets.length > 0) choices(known.intervals);
  $("note").hidden = !known.note;
  write($("note"), known.note ?? "");
  assets.name(known.assets);
  if (before.length === 0) follow();
  else if (troubles.asked && known.assets.includes(chosen.asset)) open(chosen);
  const list = await api.watchlist();
  if (list.assets.length > 0) assets.show(list.assets, newestOf(list), millis(known.interval));
}

/** What no asset should be far behind of: the newest of all, and the clock where the market is a real one. */
function newestOf({ assets: all, now }) {
  const newest = Math.max(...all.map((asset) => asset.newest));
  return known.note ? newest : Math.max(newest, now - millis(known.interval));
}

function choices(intervals) {
  if ($("intervals").children.length > 0) return;
  $("intervals").append(...intervals.map((interval) => make("button", {
    text: interval,
    onclick: () => go({ ...chosen, interval, range: chart.following ? undefined : chart.range }),
  })));
}

/** Follows the newest candle, which may have to be loaded first. */
function live() {
  if (series.attached) chart.follow();
  else open({ ...chosen, range: undefined });
}

/** Shows a stretch and what is beside it. */
function visit({ from, to }) {
  const beside = BESIDE * millis(chosen.interval);
  const range = { from: from - beside, to: to + beside };
  const loaded = series.first?.t <= range.from && range.to <= series.last?.t;
  if (loaded) chart.show(range);
  else open({ ...chosen, range });
}

function showZone() {
  $("zone").textContent = clock.name;
  $("zone").title = `Times are ${clock.local ? "local" : "UTC"} (U)`;
}

function switchZone() {
  clock.toggle();
  showZone();
  chart.draw();
  lastTrades.draw();
}

function recolour() {
  switchTheme();
  chart.draw();
}

function measure(on) {
  chart.measuring = on;
  $("measure").setAttribute("aria-pressed", String(on));
  $("chart").classList.toggle("measuring", on);
  if (!on) chart.clearMeasure();
}

/** Reads one candle further, and says it to a screen reader; those that a pointer passes would be too many. */
function step(by) {
  chart.step(by);
  read(chart.pointed);
  write($("spoken"), [...$("readout").children].map((field) => field.textContent).join(", "));
}

const openStudies = () => chooseStudies(chosen.studies, chooseLines);
const openCompare = () => chooseOther((known?.assets ?? []).filter((name) => name !== chosen.asset), chosen.compare, compare);
const openMissing = () => {
  listMissing(chart.missing, clock, visit);
  drawDays([]);
  const of = chosen.asset;
  if (of) api.days(of).then((days) => of === chosen.asset && drawDays(days, visit), () => {}); // without an answer there is no list
};
const openPython = () => chart.range && offerPython(python({ ...chosen, table: known.interval, range: chart.range }));
const log = () => chooseLines({ ...chosen.studies, log: !chosen.studies.log });

$("zone").addEventListener("click", switchZone);
$("theme").addEventListener("click", recolour);
$("help").addEventListener("click", showKeys);
$("live").addEventListener("click", live);
$("log").addEventListener("click", log);
$("measure").addEventListener("click", () => measure(!chart.measuring));
$("open-studies").addEventListener("click", openStudies);
$("open-compare").addEventListener("click", openCompare);
$("open-missing").addEventListener("click", openMissing);
$("open-python").addEventListener("click", openPython);
// A browser keeps pages for the way back, and with them their streams, of which it has only six for one server.
addEventListener("pagehide", () => feed.close());
addEventListener("pageshow", (event) => event.persisted && known && chosen.asset && show(chosen.asset, chosen.interval, chosen.range));
addEventListener("hashchange", () => known && follow());
watchTheme(() => chart.draw());
watchKeys({
  ArrowLeft: (event) => chart.pan(event.shiftKey ? -0.5 : -0.1),
  ArrowRight: (event) => chart.pan(event.shiftKey ? 0.5 : 0.1),
  End: live,
  Enter: () => chart.mark(),
  Escape: () => measure(false),
  "+": () => chart.zoom(0.8),
  "=": () => chart.zoom(0.8),
  "-": () => chart.zoom(1.25),
  ",": () => step(-1),
  ".": () => step(1),
  "/": () => (assets.open(true), $("search").select()),
  "?": showKeys,
  c: openCompare,
  d: () => $("csv").click(),
  g: openMissing,
  i: openStudies,
  l: log,
  m: () => measure(!chart.measuring),
  o: () => operator.toggle(),
  p: openPython,
  t: recolour,
  u: switchZone,
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [String(n), () => $("intervals").children[n - 1]?.click()])),
});
showZone();
enlist();
look();
