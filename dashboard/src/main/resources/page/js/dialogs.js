// The small windows: which lines are drawn, what is compared, what is missing, and the Python of what is in view.

import { lengths } from "./address.js";
import { make, write } from "./element.js";
import { describe } from "./headline.js";

const $ = (id) => document.getElementById(id);
/** Hundreds can be noted; the newest are of interest. */
const MOST_LISTED = 200;

/** Opens a dialog; a click beside it closes it. */
function show(dialog) {
  dialog.onclick = (event) => event.target === dialog && dialog.close();
  dialog.showModal();
}

export const showKeys = () => show($("keys"));

/** Lets a person choose lines; `changed` gets them. */
export function chooseStudies(studies, changed) {
  $("ma").value = studies.ma.join(", ");
  const boxes = ["vwap", "rsi", "volume", "taker"];
  for (const id of boxes) $(id).checked = studies[id];
  const tell = () => changed({ ...studies, ma: lengths($("ma").value), ...Object.fromEntries(boxes.map((id) => [id, $(id).checked])) });
  for (const id of ["ma", ...boxes]) $(id).oninput = tell;
  show($("studies"));
}

/** Lets a person choose the other asset; `changed` gets its name or nothing. */
export function chooseOther(names, chosen, changed) {
  $("other").replaceChildren(make("option", { value: "", text: "none" }), ...names.map((name) => make("option", { value: name, text: name })));
  $("other").value = chosen ?? "";
  $("other").onchange = () => changed($("other").value || undefined);
  show($("compare"));
}

/** Lists stretches without candles, newest first; `chosen` gets the one that a person wants to see. */
export function listMissing(stretches, clock, chosen) {
  const newest = stretches.slice(-MOST_LISTED).reverse();
  $("missing-none").hidden = newest.length > 0;
  $("missing-list").replaceChildren(...newest.map((stretch) => make("li", {}, make("button", {
    class: `stretch ${stretch.state}`,
    text: describe(stretch, clock),
    onclick: () => {
      $("missing").close();
      chosen(stretch);
    },
  }))));
  show($("missing"));
}

/** How a day is marked, beside its colour. */
const MARKS = { certified: "✓", whole: "", healed: "+", hole: "!", no_data: "" };
const utc = (time) => new Date(time);

/** Draws the last days below that list, a column a week from Monday on; `chosen` gets the day that a person wants to see. */
export function drawDays(days, chosen) {
  $("days").hidden = days.length === 0;
  if (days.length === 0) return;
  const name = (time) => utc(time).toLocaleDateString("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
  write($("days-title"), `${name(days[0].from)} – ${name(days.at(-1).from)} (UTC)`);
  $("day-list").replaceChildren(...days.map((day, index) => {
    const label = `${name(day.from)}: ${day.status.replace("_", " ")}`;
    const item = make("li", {}, make("button", {
      class: `day ${day.status}`,
      text: MARKS[day.status],
      title: label,
      "aria-label": label,
      onclick: () => {
        $("missing").close();
        chosen(day);
      },
    }));
    if (index === 0) item.style.gridRowStart = ((utc(day.from).getUTCDay() + 6) % 7) + 1;
    return item;
  }));
}

/** Shows a text to copy. */
export function offerPython(text) {
  $("snippet").textContent = text;
  $("copy").textContent = "Copy";
  $("copy").onclick = async () => {
    try {
      await navigator.clipboard.writeText(text);
      $("copy").textContent = "Copied";
    } catch {
      // Only a page of this machine or over TLS may use the clipboard.
      getSelection().selectAllChildren($("snippet"));
      $("copy").textContent = "Press Ctrl-C";
    }
  };
  show($("python"));
}
