// Small ways to make and change elements; text is always set as text.

/** An element with attributes, class and children; a child that is a string is text. */
export function make(name, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  if (text !== undefined) element.textContent = text;
  element.append(...children);
  return element;
}

/** Writes a text only where it changes, so that nothing is laid out or announced without need. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element. */
export function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** The path of a line through `values`, which fill `width` and `height`; it is broken where one is missing. */
export function path(values, width, height, low, high) {
  const spread = high - low || 1;
  let pen = "M";
  return values.map((value, index) => {
    if (value === null || value === undefined) {
      pen = "M";
      return "";
    }
    const x = values.length > 1 ? (index / (values.length - 1)) * width : 0;
    const step = `${pen}${x.toFixed(1)} ${(height - ((value - low) / spread) * height).toFixed(1)}`;
    pen = "L";
    return step;
  }).join("");
}
