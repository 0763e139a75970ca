"use strict";
// Maps on canvas. Everything is drawn in cells of the run's grid, x to the east, y to the south, from the north-west
// corner; a view is the part of it that a map shows.

const data = JSON.parse(document.getElementById("data").textContent);
const frame = data.land.frame;

// Okabe and Ito's colours, told apart by every kind of colour vision.
const BLACK = "#000000", ORANGE = "#E69F00", SKY = "#56B4E9", GREEN = "#009E73", YELLOW = "#F0E442", BLUE = "#0072B2",
  RED = "#D55E00", PURPLE = "#CC79A7";
const SEA = [223, 233, 240];
const MANY_STEPS = ["#fde725", "#7ad151", "#22a884", "#2a788e", "#414487", "#440154"];  // viridis, light to dark
const LOST = ["#6a3d07", "#bb7d2a", "#e9d39d"], GAINED = ["#a0dad1", "#31938b", "#004c42"];  // as the notebooks have them
const AREA_STYLES = [[RED, []], [ORANGE, [9, 3]], [BLUE, [2, 3]], [PURPLE, [7, 3, 2, 3]], [GREEN, [4, 4]], [BLACK, [1, 4]]];
const KNOWN_AREAS = ["1002 Area", "Arctic Refuge", "Ivvavik National Park", "Vuntut National Park"];

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function bytesOf(base64) {
  const text = atob(base64), bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; ++i) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/// Values of a layer, row by row from the south.
function unpacked(layer) {
  const bytes = bytesOf(layer.values);
  if (!layer.runs) return { ...layer, values: bytes };
  const values = new Uint8Array(layer.columns * layer.rows);
  for (let i = 0, at = 0; i < bytes.length; i += 2) {
    values.fill(bytes[i + 1], at, at + bytes[i] + 1);
    at += bytes[i] + 1;
  }
  return { ...layer, values };
}

function rgb(hex) { return [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)); }

/// A picture of a layer; `colourOf(value, index)` gives [r, g, b, alpha], or nothing for what stays clear.
function picture(layer, colourOf) {
  const canvas = element("canvas", { width: layer.columns, height: layer.rows });
  const context = canvas.getContext("2d"), pixels = context.createImageData(layer.columns, layer.rows);
  for (let row = 0, i = 0; row < layer.rows; ++row) {
    for (let column = 0; column < layer.columns; ++column, ++i) {
      const colour = colourOf(layer.values[i], i);
      if (colour) pixels.data.set(colour, 4 * ((layer.rows - 1 - row) * layer.columns + column));
    }
  }
  context.putImageData(pixels, 0, 0);
  return { canvas, block: layer.block, columns: layer.columns, rows: layer.rows };
}

function classes(layer, colours, alpha = 230) {
  const shades = colours.map(hex => hex && [...rgb(hex), alpha]);
  return picture(layer, value => shades[value]);
}

/// Lines along the edges of cells between which `same(a, b)` is false, in cells. Edges are joined, so that a dash is one
/// along the whole line, and drawn from middle to middle, which takes the corners off the steps.
function outline(columns, rows, same) {
  const wide = columns + 1, ends = new Map();  // corner of cells: the corners that an edge leads to
  const join = (a, b) => { for (const [from, to] of [[a, b], [b, a]]) ends.has(from) ? ends.get(from).push(to) : ends.set(from, [to]); };
  for (let row = 0; row < rows; ++row) {
    for (let column = 0; column < columns; ++column) {
      const at = row * columns + column, corner = (rows - row - 1) * wide + column;  // the cell's north-west
      if (column + 1 < columns && !same(at, at + 1)) join(corner + 1, corner + 1 + wide);
      if (row + 1 < rows && !same(at, at + columns)) join(corner, corner + 1);
    }
  }
  const path = new Path2D(), x = corner => corner % wide, y = corner => Math.floor(corner / wide);
  const follow = start => {
    let from = start, middle = false;
    while (ends.get(from).length) {
      const to = ends.get(from).pop(), back = ends.get(to);
      back.splice(back.indexOf(from), 1);
      if (!middle) path.moveTo(x(from), y(from));
      path.lineTo((x(from) + x(to)) / 2, (y(from) + y(to)) / 2);
      middle = true;
      from = to;
    }
    path.lineTo(x(from), y(from));
  };
  // Open ends and forks first, so that no line begins in its own middle; then the rings.
  for (const [corner, to] of ends) while (to.length % 2) follow(corner);
  for (const [corner, to] of ends) while (to.length) follow(corner);
  return path;
}

const land = (() => {
  const { relief, regions, infrastructure } = data.land, made = { areas: [] };
  const { columns, rows } = frame;
  if (relief) {
    const shade = unpacked(relief);
    made.isSea = at => shade.values[at] === 0;
    made.relief = picture(shade, v => v === 0 ? [...SEA, 255] : [158 + v * 0.36, 156 + v * 0.36, 150 + v * 0.36, 255]);
    made.sea = picture(shade, v => v === 0 ? [...SEA, 255] : null);
    made.coast = outline(columns, rows, (a, b) => made.isSea(a) === made.isSea(b));
  }
  if (regions) {
    const numbers = unpacked(regions.layer).values, holds = (at, r) => regions.masks[numbers[at]] >> r & 1;
    const states = regions.names.map((_, r) => r).filter(r => !regions.overlay[r]);
    const dry = at => !made.isSea || !made.isSea(at);
    made.borders = outline(columns, rows, (a, b) => !dry(a) || !dry(b) || states.every(r => holds(a, r) === holds(b, r)));
    const overlays = regions.names.map((_, r) => r).filter(r => regions.overlay[r]);
    const strangers = overlays.filter(r => !KNOWN_AREAS.includes(regions.names[r]));
    for (const r of overlays) {
      const known = KNOWN_AREAS.indexOf(regions.names[r]);
      const style = AREA_STYLES[known >= 0 ? known : (4 + strangers.indexOf(r)) % AREA_STYLES.length];
      made.areas.push({ name: regions.names[r], colour: style[0], dash: style[1],
        path: outline(columns, rows, (a, b) => holds(a, r) === holds(b, r)) });
    }
    made.areas.reverse();  // the first named stays seen where edges coincide
  }
  if (infrastructure) {
    made.built = unpacked(infrastructure).values;
    made.infrastructure = outline(columns, rows, (a, b) => made.built[a] === made.built[b]);
  }
  return made;
})();

function wholeView() { return { left: 0, top: 0, width: frame.columns, height: frame.rows }; }

/// The part of the grid where `shown(value)` is true of a layer, with a margin, no narrower or flatter than a map should be.
function viewOf(layers, shown, marginKm = 50) {
  let west = Infinity, east = -1, south = Infinity, north = -1, block = 1;
  for (const layer of layers) {
    block = layer.block;
    layer.values.forEach((value, i) => {
      if (!shown(value)) return;
      const column = i % layer.columns, row = Math.floor(i / layer.columns);
      west = Math.min(west, column); east = Math.max(east, column);
      south = Math.min(south, row); north = Math.max(north, row);
    });
  }
  if (east < 0) return wholeView();
  const margin = 1000 * marginKm / frame.cell;
  const grown = (low, high, all) => {
    const a = Math.max(0, low), b = Math.min(all, high);
    return [a, Math.max(b - a, 1)];
  };
  let [left, width] = grown(west * block - margin, (east + 1) * block + margin, frame.columns);
  let [top, height] = grown(frame.rows - (north + 1) * block - margin, frame.rows - south * block + margin, frame.rows);
  if (height < 0.55 * width) {
    const more = Math.min(0.55 * width, frame.rows) - height;
    height += more;
    top = Math.min(Math.max(0, top - more / 2), frame.rows - height);
  }
  if (width < height) {
    const more = Math.min(height, frame.columns) - width;
    width += more;
    left = Math.min(Math.max(0, left - more / 2), frame.columns - width);
  }
  return { left, top, width, height };
}

/// Sizes the canvas to its place on the page. From here on `context` draws in cells; `px` is a pixel of the page in cells.
function begin(canvas, view) {
  const width = Math.max(100, Math.round(canvas.parentElement.clientWidth)), sharp = Math.max(1.5, window.devicePixelRatio || 1);
  const height = Math.round(width * view.height / view.width);
  canvas.width = width * sharp;
  canvas.height = height * sharp;
  const context = canvas.getContext("2d"), scale = canvas.width / view.width;
  context.setTransform(scale, 0, 0, scale, -view.left * scale, -view.top * scale);
  return { context, px: view.width / width, view, width, height };
}

function put(drawing, image, smooth = false) {
  const { context } = drawing, { block } = image;
  context.imageSmoothingEnabled = smooth;
  // Blocks begin in the south-west, so the last rows and columns may reach beyond the grid.
  context.drawImage(image.canvas, 0, frame.rows - image.rows * block, image.columns * block, image.rows * block);
}

function stroke(drawing, path, colour, width, dash = []) {
  const { context, px } = drawing;
  context.strokeStyle = colour;
  context.lineWidth = width * px;
  context.setLineDash(dash.map(length => length * px));
  context.stroke(path);
  context.setLineDash([]);
}

function label(drawing, text, x, y, { size = 11, align = "left", colour = "#222" } = {}) {
  const { context, px } = drawing;
  context.font = `${size * px}px system-ui, sans-serif`;
  context.textAlign = align;
  context.lineWidth = 3 * px;
  context.lineJoin = "round";
  context.strokeStyle = "rgba(255,255,255,0.85)";
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function cellX(x) { return (x - frame.x) / frame.cell; }
function cellY(y) { return frame.rows - (y - frame.y) / frame.cell; }

/// Meridians and parallels; gives their words with where they stand, off the scale bar, to be written over all lines.
function graticule(drawing) {
  const { px, view } = drawing, words = [], bar = scaleBarSize(drawing);
  for (const line of data.land.lines) {
    const path = new Path2D(), points = [];
    for (let i = 0; i < line.xy.length; i += 2) points.push([cellX(line.xy[i]), cellY(line.xy[i + 1])]);
    points.forEach(([x, y], i) => i ? path.lineTo(x, y) : path.moveTo(x, y));
    stroke(drawing, path, "rgba(60,60,60,0.25)", 0.6);
    const meridian = !line.label.includes("N"), bottom = view.top + view.height, right = view.left + view.width;
    const inside = points.filter(([x, y]) => x > view.left && x < right && y > view.top && y < bottom);
    if (inside.length < 2) continue;
    const at = inside.reduce((a, b) => meridian ? (b[1] > a[1] ? b : a) : (b[0] < a[0] ? b : a));
    if (meridian && at[0] > view.left + 30 * px && at[0] < right - bar.width - 40 * px) words.push([line.label, at[0], bottom - 5 * px, "center"]);
    if (!meridian && at[1] > view.top + 15 * px && at[1] < bottom - 25 * px) words.push([line.label, view.left + 4 * px, at[1] + 4 * px, "left"]);
  }
  return words;
}

function scaleBarSize({ px, view }) {
  const perKm = 1000 / frame.cell, km = [500, 200, 100, 50, 20, 10].find(n => n * perKm < 0.25 * view.width) || 10;
  return { km, length: km * perKm, width: km * perKm + 15 * px };
}

function scaleBar(drawing) {
  const { context, px, view } = drawing, { km, length } = scaleBarSize(drawing);
  const right = view.left + view.width - 10 * px, y = view.top + view.height - 9 * px;
  context.fillStyle = "rgba(255,255,255,0.8)";
  context.fillRect(right - length - 5 * px, y - 18 * px, length + 10 * px, 25 * px);
  context.fillStyle = "#111";
  context.fillRect(right - length, y, length, 3 * px);
  label(drawing, `${km} km`, right - length / 2, y - 4 * px, { align: "center" });
}

/// Cells that are built on: an outline and diagonals some pixels apart, so that the field under them stays seen.
function drawBuilt(drawing, small) {
  const every = Math.max(1, Math.round((small ? 3 : 5) * drawing.px)), path = new Path2D();
  land.built.forEach((is, i) => {
    const column = i % frame.columns, row = Math.floor(i / frame.columns);
    if (!is || (column - row + frame.rows * every) % every) return;
    path.moveTo(column, frame.rows - row);
    path.lineTo(column + 1, frame.rows - row - 1);
  });
  stroke(drawing, path, "#000", small ? 0.4 : 0.7);
  stroke(drawing, land.infrastructure, "#000", small ? 0.6 : 1);
}

/// What lies over the data of every map: sea, coast, borders, areas, graticule, communities, scale.
function finish(drawing, { small = false, built = true } = {}) {
  const { context, px, view } = drawing;
  if (land.coast) stroke(drawing, land.coast, "#444", small ? 0.5 : 0.8);
  const degrees = graticule(drawing);
  if (land.built && built) drawBuilt(drawing, small);
  if (land.borders) stroke(drawing, land.borders, "#000", small ? 0.8 : 1.3, small ? [3, 1, 0.5, 1] : [6, 2, 1, 2]);
  for (const area of land.areas) {
    stroke(drawing, area.path, "rgba(255,255,255,0.7)", small ? 1.6 : 3);
    stroke(drawing, area.path, area.colour, small ? 1.1 : 1.8, small ? area.dash.map(length => length / 2) : area.dash);
  }
  if (!small) {
    for (const [words, x, y, align] of degrees) label(drawing, words, x, y, { size: 10, align, colour: "#444" });
    for (const place of data.land.places) {
      const x = cellX(place.x), y = cellY(place.y), far = x > view.left + 0.8 * view.width;
      if (x < view.left || x > view.left + view.width || y < view.top || y > view.top + view.height) continue;
      context.beginPath();
      context.arc(x, y, 2.5 * px, 0, 7);
      context.fillStyle = "#fff";
      context.fill();
      context.strokeStyle = "#000";
      context.lineWidth = px;
      context.stroke();
      if (drawing.width > 500) label(drawing, place.name, x + (far ? -5 : 5) * px, y - 3 * px, { align: far ? "right" : "left" });
    }
  }
  scaleBar(drawing);
}

/// A legend: [[swatch, words], ...]; a swatch is a style of a small box, or of a line with its dashes. The unit is told once.
function legend(entries, unit = "") {
  const list = element("ul", { class: "legend" });
  if (unit) list.append(element("li", { class: "unit" }, `${unit}:`));
  for (const [swatch, words] of entries) list.append(element("li", {}, swatch, words));
  return list;
}
function boxSwatch(colour) { return element("span", { class: "swatch", style: `background:${colour}` }); }
function svgSwatch(inner) {
  const holder = element("span", { class: "line-swatch" });
  holder.innerHTML = `<svg viewBox="0 0 26 12" width="26" height="12" aria-hidden="true">${inner}</svg>`;
  return holder;
}
function lineSwatch(colour, dash = []) {
  return svgSwatch(`<line x1="0" y1="6" x2="26" y2="6" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash.join(" ")}"/>`);
}
function areaLegend() {
  const entries = [...land.areas].reverse().map(area => [lineSwatch(area.colour, area.dash), area.name]);
  if (land.borders) entries.push([lineSwatch("#000", [6, 2, 1, 2]), "border of country or territory"]);
  if (land.built) {
    const names = data.land.developments;
    entries.push([svgSwatch('<path d="M1 1H25V11H1ZM1 11L11 1M8 11L18 1M15 11L25 1" fill="none" stroke="#000"/>'),
      (data.kind === "run" ? "cells built on" : "cells built on in the scenario") + (names.length ? `: ${names.join(", ")}` : "")]);
  }
  if (data.land.places.length) entries.push([svgSwatch('<circle cx="13" cy="6" r="3.5" fill="#fff" stroke="#000"/>'), "community"]);
  return entries;
}

/// Figures that are drawn anew when the page gets another width.
const redraws = [];
function keepDrawn(draw) {
  redraws.push(draw);
  draw();
}
