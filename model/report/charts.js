"use strict";
// Line charts and intervals as SVG, at the width of their place on the page.

const SVG = "http://www.w3.org/2000/svg";
function svg(name, attributes = {}, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function roundSteps(low, high, most) {
  const rough = (high - low) / most || 1, ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(k => k * ten).find(s => s >= rough), steps = [];
  for (let v = Math.ceil(low / step - 1e-9) * step; v <= high + 1e-9 * step; v += step) steps.push(Math.abs(v) < 1e-9 * step ? 0 : v);
  return steps;
}
function plain(value) {
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en-GB") : String(Number(value.toPrecision(3)));
}

/// Daily values of one herd by day of the year: mean, least and greatest over the years.
function byDayOfYear(values) {
  const sum = new Array(366).fill(0), n = new Array(366).fill(0), low = new Array(366).fill(Infinity), high = new Array(366).fill(-Infinity);
  values.forEach((value, i) => {
    if (value === null) return;
    const doy = dayOfYear(data.days.first + i);
    sum[doy] += value; ++n[doy];
    low[doy] = Math.min(low[doy], value); high[doy] = Math.max(high[doy], value);
  });
  const points = [];
  for (let doy = 1; doy <= 365; ++doy) points.push(n[doy] ? { x: doy, y: sum[doy] / n[doy], low: low[doy], high: high[doy] } : null);
  return points;
}

function pathOf(points, x, y) {
  let open = false, d = "";
  for (const p of points) {
    if (!p) { open = false; continue; }
    d += `${open ? "L" : "M"}${x(p.x).toFixed(1)} ${y(p.y).toFixed(1)}`;
    open = true;
  }
  return d;
}

/// One path for the bands, gap by gap.
function bandOf(points, x, y) {
  let d = "", run = [];
  const close = () => {
    if (run.length > 1) d += pathOf(run.map(p => ({ x: p.x, y: p.high })), x, y) + pathOf(run.slice().reverse().map(p => ({ x: p.x, y: p.low })), x, y).replace("M", "L") + "Z";
    run = [];
  };
  for (const p of points) p ? run.push(p) : close();
  close();
  return d;
}

/// @param lines  [{ name, colour, dash, points: [{x, y, low, high} or null] }]
/// @param ticks  [[x, words], ...]
function lineChart(place, { title, unit, lines, ticks, from, to, zero = true }) {
  const all = lines.flatMap(line => line.points.filter(Boolean));
  if (!all.length) return;
  const figure = element("figure", { class: "chart" }), holder = element("div");
  figure.append(element("h3", {}, title), holder);
  if (lines.length > 1) figure.append(legend(lines.map(line => [lineSwatch(line.colour, line.dash), line.name])));
  place.append(figure);
  let low = Math.min(...all.map(p => p.low ?? p.y)), high = Math.max(...all.map(p => p.high ?? p.y));
  if (zero) low = Math.min(0, low);
  if (high === low) high = low + 1;
  const told = lines.map(line => {
    const points = line.points.filter(Boolean);
    return points.length ? `${line.name}: ${plain(Math.min(...points.map(p => p.y)))} to ${plain(Math.max(...points.map(p => p.y)))} ${unit}` : "";
  }).filter(Boolean).join("; ");
  keepDrawn(() => {
    const width = Math.max(200, holder.clientWidth), height = Math.round(Math.min(230, 0.62 * width)), left = 46, bottom = 22, top = 16;
    const x = v => left + (v - from) / (to - from) * (width - left - 8), y = v => top + (high - v) / (high - low) * (height - top - bottom);
    const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": `${title}. ${told}` });
    for (const v of roundSteps(low, high, 5)) {
      drawing.append(svg("line", { x1: left, x2: width - 8, y1: y(v), y2: y(v), class: "grid" }), svg("text", { x: left - 5, y: y(v) + 4, "text-anchor": "end" }, plain(v)));
    }
    for (const [at, words] of ticks) drawing.append(svg("text", { x: x(at), y: height - 6, "text-anchor": "middle" }, words));
    drawing.append(svg("text", { x: 2, y: 10 }, unit));
    for (const line of lines) {
      if (line.band) drawing.append(svg("path", { d: bandOf(line.points, x, y), fill: line.colour, opacity: 0.18 }));
      drawing.append(svg("path", { d: pathOf(line.points, x, y), fill: "none", stroke: line.colour, "stroke-width": 1.8, "stroke-dasharray": (line.dash || []).join(" ") }));
      if (line.marks) for (const p of line.points) if (p) drawing.append(svg("circle", { cx: x(p.x), cy: y(p.y), r: 3.5, fill: line.colour }));
    }
    holder.replaceChildren(drawing);
  });
}

const MONTH_TICKS = MONTHS.map((name, m) => [[15, 46, 75, 105, 136, 166, 197, 228, 258, 289, 319, 350][m], name[0]]);

function yearChart(place, title, unit, lines, options = {}) {
  const several = data.days.days > 370;
  lineChart(place, { title: several ? `${title}: mean and range over the years` : title, unit, ticks: MONTH_TICKS, from: 1, to: 365, ...options,
    lines: lines.filter(line => line.values).map(line => ({ ...line, points: byDayOfYear(line.values), band: several })) });
}

function birthChart(place, herd) {
  const byYear = new Map();
  herd.born.forEach((n, i) => {
    const day = data.days.first + i;
    if (n > 0) byYear.set(yearOf(day), (byYear.get(yearOf(day)) || 0) + n);
  });
  if (!byYear.size) return;
  const shares = herd.born.map((n, i) => byYear.has(yearOf(data.days.first + i)) ? 100 * n / byYear.get(yearOf(data.days.first + i)) : null);
  lineChart(place, { title: "Births by day, share of the year’s", unit: "%", from: 140, to: 185, ticks: [140, 150, 160, 170, 180].map(doy => [doy, sayDayOfYear(doy).replace(/(\d+ ...).*/, "$1")]),
    lines: [{ name: "births", colour: PURPLE, band: byYear.size > 1, points: byDayOfYear(shares).slice(139, 185) }] });
}

function sizeChart(place, herd) {
  const { first, days, cohorts } = data.days, last = first + days - 1, every = Math.max(1, Math.round(days / 700));
  const styles = [[RED, []], [BLUE, [6, 3]], [GREEN, [2, 3]], [PURPLE, [7, 3, 2, 3]]];
  const lines = herd.alive.map((values, c) => ({ name: cohorts[c] + "s", colour: styles[c % 4][0], dash: styles[c % 4][1],
    points: values.map((v, i) => ({ x: first + i, y: v / 1000 })).filter((_, i) => i % every === 0) }));
  lines.forEach(line => { if (line.name === "calfs") line.name = "calves"; });
  const ticks = [];
  for (let year = yearOf(first); year <= yearOf(last); ++year) ticks.push([Math.min(Math.max(Date.UTC(year, 6, 1) / 86400000, first), last), String(year)]);
  const thin = Math.ceil(ticks.length / 6);
  lineChart(place, { title: "Animals alive", unit: "thousand", from: first, to: Math.max(last, first + 1), ticks: ticks.filter((_, i) => i % thin === 0), lines });
}

function makeCharts(place) {
  for (const herd of data.days.herds) {
    if (data.days.herds.length > 1) place.append(element("h3", { class: "herd" }, `Herd ${herd.name}`));
    const grid = element("div", { class: "charts" });
    place.append(grid);
    sizeChart(grid, herd);
    birthChart(grid, herd);
    yearChart(grid, "Way of a cow in a day", "km", [{ name: "cow", colour: RED, values: herd.cow_distance }]);
    yearChart(grid, "Mass of a cow of three years and more", "kg", [{ name: "cow", colour: RED, values: herd.cow_mass }], { zero: false });
    yearChart(grid, "Mean snow depth where the cows are", "m", [{ name: "snow", colour: BLUE, values: herd.cow_snow_depth }]);
    yearChart(grid, "Insects where the cows are, index from 0 to 1", "", [{ name: "mosquitoes", colour: ORANGE, values: herd.mosquito_index }, { name: "warble and bot flies", colour: BLUE, dash: [6, 3], values: herd.oestrid_index }]);
    yearChart(grid, "Share of the cows on the coastal plain", "", [{ name: "cows", colour: GREEN, values: herd.cows_on_plain }]);
    yearChart(grid, "Mass of a calf at heel", "kg", [{ name: "calf", colour: PURPLE, values: herd.calf_mass }]);
  }
}

/// Differences with their intervals, one line each; what holds zero is hollow and dashed.
function intervalChart(place, herd) {
  const holder = element("div");
  place.append(element("h3", {}, `Herd ${herd.name}: scenario less base`), holder);
  const known = herd.rows.filter(row => row.difference !== null);
  let most = Math.max(0.1, ...known.map(row => Math.max(Math.abs(row.low ?? 0), Math.abs(row.high ?? 0), Math.abs(row.difference))));
  most *= 1.08;
  keepDrawn(() => {
    const width = Math.max(260, holder.clientWidth), narrow = width < 600, left = narrow ? 10 : 250, line = narrow ? 40 : 27, bottom = 44;
    const height = known.length * line + bottom + 4, x = v => left + (v + most) / (2 * most) * (width - left - 12);
    const words = known.map(row => `${row.name} ${plain(row.difference)}` + (row.low === null ? "" : ` (${plain(row.low)} to ${plain(row.high)})`)).join("; ");
    const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": `Scenario less base, percentage points: ${words}` });
    for (const v of roundSteps(-most, most, narrow ? 4 : 8)) {
      drawing.append(svg("line", { x1: x(v), x2: x(v), y1: 0, y2: height - bottom, class: v === 0 ? "zero" : "grid" }), svg("text", { x: x(v), y: height - 26, "text-anchor": "middle" }, (v > 0 ? "+" : "") + plain(v)));
    }
    drawing.append(svg("text", { x: x(0), y: height - 7, "text-anchor": "middle", class: "axis" }, "scenario less base, percentage points"));
    known.forEach((row, i) => {
      const y = i * line + (narrow ? 26 : 14), zero = row.low === null || (row.low <= 0 && row.high >= 0), colour = zero ? "#555" : row.difference < 0 ? LOST[0] : GAINED[2];
      drawing.append(svg("text", { x: narrow ? left : left - 10, y: narrow ? y - 10 : y + 4, "text-anchor": narrow ? "start" : "end", class: "name" }, row.name));
      if (row.low !== null) drawing.append(svg("line", { x1: x(row.low), x2: x(row.high), y1: y, y2: y, stroke: colour, "stroke-width": 3, "stroke-dasharray": zero ? "4 3" : "" }));
      drawing.append(svg("circle", { cx: x(row.difference), cy: y, r: 5, fill: zero ? "#fff" : colour, stroke: colour, "stroke-width": 2 }));
    });
    holder.replaceChildren(drawing);
  });
}
