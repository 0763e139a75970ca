"use strict";
// What goes where on the page.

function saidClasses(edges) {
  return edges.map((edge, i) => i + 1 < edges.length ? `${plain(edge)}–${plain(edges[i + 1])}` : `${plain(edge)} and more`);
}

/// A map that is drawn once: background, one picture, what lies over it.
function stillMap(place, view, image, { title, alt, small = false, built = true, dots } = {}) {
  const canvas = element("canvas", { role: "img", "aria-label": alt });
  if (title) place.append(element("h3", {}, title));
  place.append(element("div", { class: "map" }, canvas));
  const draw = () => {
    const drawing = begin(canvas, view);
    if (land.relief) put(drawing, land.relief, true);
    if (image()) put(drawing, image());
    if (dots) dots(drawing);
    finish(drawing, { small, built });
  };
  keepDrawn(draw);
  return { canvas, draw };
}

function birthDots(drawing, wanted, size) {
  const { context, px } = drawing;
  context.fillStyle = "rgba(0,0,0,0.45)";
  births.day.forEach((day, i) => { if (wanted(day)) context.fillRect(births.x[i] - size / 2 * px, births.y[i] - size / 2 * px, size * px, size * px); });
}

/// The births alone, for a result of a program that did not write the ground yet.
function makeBirthMap(place) {
  const block = 4, columns = Math.ceil(frame.columns / block), rows = Math.ceil(frame.rows / block), values = new Uint8Array(columns * rows);
  births.day.forEach((_, i) => {
    values[Math.min(rows - 1, Math.floor((frame.rows - births.y[i]) / block)) * columns + Math.min(columns - 1, Math.floor(births.x[i] / block))] = 1;
  });
  stillMap(place, viewOf([{ block, columns, rows, values }], v => v > 0), () => null, {
    alt: "Map of the births. The shares by region are in the text and the table.", dots: drawing => birthDots(drawing, () => true, 1.6) });
  place.append(legend([[boxSwatch("#555"), "births (dots)"], ...areaLegend()]));
}

function makeCalvingMap(place) {
  const { maps } = data;
  if (!births.day.length) return place.append(element("p", {}, "No calf was born in the days of this run."));
  if (!maps.isopleth) return makeBirthMap(place);
  const layers = maps.isopleth.map(unpacked), annual = 95, withBirths = layers.map((layer, i) => layer.values.some(v => v > 0) ? i : -1).filter(i => i >= 0);
  if (!withBirths.length) return makeBirthMap(place);
  const view = viewOf(layers, v => v > 0 && v <= annual);
  const several = withBirths.length > 1, often = { ...layers[0], values: new Uint8Array(layers[0].values.length) };
  for (const i of withBirths) layers[i].values.forEach((v, c) => { if (v > 0 && v <= annual) ++often.values[c]; });
  const shades = ["#fde725", "#7ad151", "#22a884", "#2a788e", "#440154"], n = withBirths.length;
  const oftenClass = count => count === 0 ? null : count === n ? 4 : Math.min(3, Math.floor(4 * (count - 0.5) / n));
  const oftenEntries = () => {
    const words = ["up to a quarter of the years", "up to half of the years", "up to three quarters of the years", "more years", "every year"];
    const counts = Array.from({ length: n }, (_, i) => i + 1);
    const told = n <= 5 ? counts.map(count => [oftenClass(count), count === n ? `all ${n} years` : `${count} of ${n} years`]) : words.map((said, i) => [i, said]);
    // Of five years three and four have one colour: the words of both stand by it.
    return shades.map((c, i) => [boxSwatch(c), told.filter(([shade]) => shade === i).map(([, said]) => said).join(" or ")]).filter(([, said]) => said);
  };
  const parts = [[25, "#440154"], [50, "#2a788e"], [75, "#7ad151"], [95, "#fde725"]];
  const select = element("select", { id: "calving-year", "aria-label": "Year of the calving map" }, ...(several ? [element("option", { value: "all" }, `all ${n} years`)] : []),
    ...withBirths.map(i => element("option", { value: i }, String(maps.years[i]))));
  if (several) place.append(element("p", { class: "controls" }, element("label", {}, "Show ", select)));
  let image = null;
  const key = element("div"), still = stillMap(place, view, () => image, {
    alt: "Map of the calving ground. The shares of births by region are in the text and the table.",
    dots: drawing => {
      if (select.value === "all") return;
      const year = maps.years[Number(select.value)];
      birthDots(drawing, day => yearOf(day) === year, 1.4);
    } });
  place.append(key);
  const show = () => {
    const all = select.value === "all";
    image = all
      ? picture(often, count => oftenClass(count) === null ? null : [...rgb(shades[oftenClass(count)]), 215])
      : picture(layers[Number(select.value)], v => { const part = v > 0 && parts.find(p => v <= p[0]); return part ? [...rgb(part[1]), 200] : null; });
    const year = maps.years[Number(select.value)];
    key.replaceChildren(...(all ? [legend(oftenEntries(), "In the annual calving ground (95 % of births) in")]
      : [legend([...parts.map(([share, c]) => [boxSwatch(c), `${share} %`]), [boxSwatch("#555"), "births of agents, each of many calves (dots)"]], `The densest ground of ${year} that holds, of the births`)]),
    legend(areaLegend()));
    still.draw();
  };
  select.addEventListener("change", show);
  show();
}

function periodDates(name) {
  const short = doy => sayDayOfYear(doy).replace(/(\d+ ...).*/, "$1"), i = PERIODS.findIndex(period => period[0] === name);
  const next = PERIODS[(i + 1) % PERIODS.length];
  return `${short(PERIODS[i][1])} – ${short(next[1] - 1)}`;
}

const USE_UNIT = "animal-days per km² and year";

function makeUseMaps(place, use, colours, entries, unit, shown) {
  if (!use) return place.append(element("p", {}, "The file holds no use by period."));
  const layers = use.layers.map(unpacked), view = viewOf(layers, shown, 20), grid = element("div", { class: "small-maps" });
  place.append(grid);
  layers.forEach((layer, i) => {
    const cell = element("div"), name = use.periods[i], image = classes(layer, colours);
    grid.append(cell);
    stillMap(cell, view, () => image, { title: `${periodTitle(name)}, ${periodDates(name)}`, small: true, alt: `Map of use, ${periodTitle(name)}` });
  });
  if (entries.length) place.append(legend(entries, unit));
  place.append(legend(areaLegend().filter(entry => entry[1] !== "community")));
}

function changeEntries(edges) {
  const words = saidClasses(edges);
  return [...LOST.map((c, i) => [boxSwatch(c), `lost: ${words[2 - i]}`]), ...GAINED.map((c, i) => [boxSwatch(c), `gained: ${words[i]}`])];
}
const CHANGE_COLOURS = [...LOST, null, ...GAINED];

function makeDensityMaps(place) {
  for (const herd of data.maps.density) {
    if (!herd.edges.length) { place.append(element("p", {}, `Herd ${herd.herd}: no calf is born in the base, nor in the scenario.`)); continue; }
    const layers = { base: unpacked(herd.base), scenario: unpacked(herd.scenario), change: unpacked(herd.change) };
    const view = viewOf([layers.base, layers.scenario], v => v > 1, 40), grid = element("div", { class: "two-maps" }), unit = "births per 100 km² and year";
    const of = data.maps.density.length > 1 ? `herd ${herd.herd}: ` : "";
    const still = (layer, colours, title, alt, built = true) => {
      const place = element("div"), image = classes(layer, colours);
      grid.append(place);
      stillMap(place, view, () => image, { title: of + title, alt, built });
      return place;
    };
    place.append(grid);
    still(layers.base, [null, ...MANY_STEPS], "base", "Map of the density of births in the base", false);
    still(layers.scenario, [null, ...MANY_STEPS], "scenario", "Map of the density of births in the scenario");
    still(layers.change, CHANGE_COLOURS, "scenario less base", "Map of calving density gained and lost; the shares by region are in the text");
    grid.append(element("div", { class: "keys" },
      legend(saidClasses(herd.edges).map((words, i) => [boxSwatch(MANY_STEPS[i]), words]), `Base and scenario, ${unit}`),
      legend(herd.change_edges.length ? changeEntries(herd.change_edges) : [[boxSwatch("#fff"), "no difference"]], `Scenario less base, ${unit}`),
      legend(areaLegend(), "Outlines")));
  }
}

function makePage() {
  const nav = document.querySelector("nav");
  for (const heading of document.querySelectorAll("main h2")) nav.append(element("a", { href: `#${heading.parentElement.id}` }, heading.textContent));
  const at = id => document.getElementById(id);
  if (data.kind === "run") {
    makePlayer(at("player"));
    makeCalvingMap(at("calving-map"));
    makeUseMaps(at("use-maps"), data.maps.use, [null, ...MANY_STEPS], saidClasses(data.maps.use.edges).map((words, i) => [boxSwatch(MANY_STEPS[i]), words]), USE_UNIT, v => v > 0);
    makeCharts(at("chart-list"));
  } else {
    makeDensityMaps(at("density-maps"));
    for (const herd of data.differences) intervalChart(at("difference-chart"), herd);
    const use = data.maps.use;
    makeUseMaps(at("use-maps"), use, CHANGE_COLOURS, use && use.edges.length ? changeEntries(use.edges) : [], `Scenario less base, ${USE_UNIT}`, v => v !== 3);
  }
  let width = document.body.clientWidth, waiting = null;
  window.addEventListener("resize", () => {
    if (document.body.clientWidth === width) return;  // a phone hides its address bar
    width = document.body.clientWidth;
    clearTimeout(waiting);
    waiting = setTimeout(() => redraws.forEach(draw => draw()), 120);
  });
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(part => { part.open = true; }));
}
makePage();
