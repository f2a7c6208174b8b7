// What a mouse, a finger or two do on the chart.

const CLICK = 4;

/**
 * Calls `pan` with pixels, `zoom` with a factor and the place it is about, `point` with a place or nothing, and while
 * `measuring()` says so `measure` with the two ends and whether the second one stays. A place is `{ x, y }` in the element.
 */
export function watchGestures(element, { pan, zoom, point, measuring, measure }) {
  const pointers = new Map();
  let start;
  let waiting;

  const place = (event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, place(event));
    if (pointers.size === 1) start = place(event);
    if (measuring() && !waiting) point(start);
  });

  element.addEventListener("pointermove", (event) => {
    const at = place(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (measuring() && waiting) measure(waiting, at, false);
      point(at);
      return;
    }
    pointers.set(event.pointerId, at);
    if (pointers.size === 2) pinch(before, at, event.pointerId);
    else if (measuring()) measure(waiting ?? start, at, false);
    else pan(at.x - before.x);
    if (event.pointerType === "mouse" || measuring()) point(at);
  });

  function pinch(before, at, id) {
    const [other] = [...pointers].filter(([key]) => key !== id).map(([, where]) => where);
    const distance = (where) => Math.max(10, Math.abs(where.x - other.x));
    zoom(distance(before) / distance(at), { x: (at.x + other.x) / 2, y: at.y });
  }

  function end(event) {
    const at = pointers.get(event.pointerId);
    pointers.delete(event.pointerId);
    if (!at || event.type === "pointercancel") return;
    const clicked = Math.hypot(at.x - start.x, at.y - start.y) < CLICK;
    if (measuring()) {
      if (waiting || !clicked) {
        measure(waiting ?? start, at, true);
        waiting = undefined;
      } else {
        waiting = at;
      }
    } else if (clicked) {
      point(at);
    }
  }
  element.addEventListener("pointerup", end);
  element.addEventListener("pointercancel", end);

  element.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse" && pointers.size === 0) point(undefined);
  });

  element.addEventListener("wheel", (event) => {
    event.preventDefault();
    const pixels = event.deltaMode === 1 ? 30 : 1;
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) pan(-event.deltaX * pixels);
    else zoom(Math.exp(Math.max(-300, Math.min(300, event.deltaY * pixels)) * 0.0015), place(event));
  }, { passive: false });
}
