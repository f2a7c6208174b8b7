// The figures on top, and as text what is wrong.

import { write } from "./element.js";
import { count, duration, percent } from "./format.js";

const NOTHING = "–";
const MILLIS = " ms";

/** Draws the figures of a report and of what is seen: `{ stored, expected }`. */
export function figures(list, report, seen) {
  const producer = present(report?.producer);
  const consumer = present(report?.consumer);
  const letters = byCause(consumer.deadLetters);
  const rows = [
    { name: "Rows stored", value: known(consumer.rowsPerSecond, count), more: "/s" },
    { name: "Latency p50 · p99", ...latency(consumer) },
    { name: "Offsets behind", value: known(consumer.offsetsBehind, count) },
    { name: "Last batch", value: known(consumer.batchSeconds, duration), more: known(consumer.lastBatchAge, (age) => (age < 2 ? "· now" : `· ${duration(age)} ago`)).replace(NOTHING, "") },
    { name: "Dead letters", value: known(letters.sum, count), more: letters.causes[0], title: letters.causes.join(", "), bad: letters.sum > 0 },
    { name: "Reconnects", value: known(producer.reconnects, count), title: rejected(producer) },
    { name: "Gaps healed", ...healed(producer) },
    { name: "Complete in view", ...complete(seen) },
  ];
  rows.forEach((row, index) => draw(list.children[index] ?? list.appendChild(cell()), row));
}

/** A part that is away tells nothing. */
export const present = (part) => (part && !part.reach.awaySince ? part : {});

function cell() {
  const cell = document.createElement("div");
  const value = document.createElement("dd");
  value.append(document.createElement("span"), " ", document.createElement("small"));
  cell.append(document.createElement("dt"), value);
  return cell;
}

function draw(cell, { name, value, more = "", title = "", bad = false }) {
  const [term, definition] = cell.children;
  write(term, name);
  write(definition.children[0], value);
  write(definition.children[1], value === NOTHING ? "" : more);
  cell.title = title;
  cell.classList.toggle("bad", bad);
}

const known = (value, text) => (value === null || value === undefined ? NOTHING : text(value));

export function byCause(counts) {
  if (counts === undefined) return { causes: [] };
  const all = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return { sum: all.reduce((sum, [, times]) => sum + times, 0), causes: all.map(([cause, times]) => `${cause} ${count(times)}`) };
}

function rejected({ rejected: counts }) {
  const { causes } = byCause(counts);
  return causes.length > 0 ? `Frames rejected: ${causes.join(", ")}` : "";
}

function latency({ latencyMedian: half, latencyWorst: worst, latencyLimit: limit }) {
  const text = (seconds) => (seconds >= limit ? `> ${duration(limit)}` : duration(seconds));
  const [p50, p99] = [known(half, text), known(worst, text)];
  // A tile is too narrow for the same unit twice.
  const shared = p50.endsWith(MILLIS) && p99.endsWith(MILLIS);
  return { value: shared ? p50.slice(0, -MILLIS.length) : p50, more: p99 === NOTHING ? "" : `· ${p99}`, title: `p50 ${p50}, p99 ${p99}` };
}

function healed({ gaps, gapsHealed, gapsEmpty }) {
  const ended = known(gapsHealed, (healed) => count(healed + (gapsEmpty ?? 0)));
  return { value: ended, more: known(gaps, (all) => `of ${count(all)}`).replace(NOTHING, "") };
}

function complete({ stored, expected }) {
  if (expected === 0) return { value: NOTHING };
  return {
    value: percent(stored, expected),
    more: stored < expected ? `· ${count(expected - stored)} missing` : "",
    title: `${count(stored)} of ${count(expected)} closed candles in view`,
    bad: stored < expected,
  };
}

/** Sentences for a person: one for each part that is away. */
export function sentences(report, troubles, clock) {
  const since = (time) => `since ${clock.time(time)}${clock.local ? "" : " UTC"}`;
  if (troubles.page) return [`This page's server does not answer ${since(troubles.page)}; trying again.`];
  const said = [troubles.asked, troubles.address].filter(Boolean);
  if (troubles.stream) said.push(`Nothing live ${since(troubles.stream)}; trying again.`);
  const cassandra = report?.cassandra?.awaySince;
  if (cassandra) said.push(`Cassandra cannot be read ${since(cassandra)}: ${report.cassandra.why}.`);
  else if (troubles.table) said.push(`${troubles.table}.`);
  for (const [name, part] of [["Producer", report?.producer], ["Consumer", report?.consumer]]) {
    if (part?.reach.awaySince) said.push(`${name} does not answer ${since(part.reach.awaySince)}.`);
  }
  return said;
}
