"use strict";
// The year on the map: where the followed animals are, day by day.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const PERIOD_TITLES = { pre_calving: "Pre-calving", post_calving: "Post-calving", mid_summer: "Mid-summer", rut_late_fall: "Rut and late fall" };
const SNOW_BACK_DOY = 274, GREEN_UNTIL_DOY = 244, BIRTHS_UNTIL_DOY = 212, TAIL_DAYS = 10;
const HERD_COLOURS = [RED, BLUE, GREEN, PURPLE, BLACK, ORANGE];

function dateOf(day) { return new Date(day * 86400000); }
function yearOf(day) { return dateOf(day).getUTCFullYear(); }
/// 1 March is 60 in every year.
function dayOfYear(day) {
  const date = dateOf(day);
  return Math.round((Date.UTC(2001, date.getUTCMonth(), Math.min(date.getUTCDate(), date.getUTCMonth() === 1 ? 28 : 31)) - Date.UTC(2001, 0, 1)) / 86400000) + 1;
}
function dayIn(year, doy) {
  const common = new Date(Date.UTC(2001, 0, doy));
  return Date.UTC(year, common.getUTCMonth(), common.getUTCDate()) / 86400000;
}
function sayDate(day) {
  const date = dateOf(day);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
function sayDayOfYear(doy) {
  const date = new Date(Date.UTC(2001, 0, doy));
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}
/// Periods of map/use by their first day, from that in which the year begins: [name, day of the year].
const PERIODS = data.periods.slice().sort((a, b) => a[1] - b[1]);
function periodOf(doy) {
  return (PERIODS.findLast(period => period[1] <= doy) || PERIODS[PERIODS.length - 1])[0];
}
function periodTitle(name) {
  const words = name.replaceAll("_", " ");
  return PERIOD_TITLES[name] || words[0].toUpperCase() + words.slice(1);
}

/// Places of 16 bits an axis as cells; NaN for nowhere.
function placesOf(base64) {
  const bytes = bytesOf(base64), n = bytes.length / 4, x = new Float32Array(n), y = new Float32Array(n);
  for (let i = 0; i < n; ++i) {
    const a = bytes[4 * i] | bytes[4 * i + 1] << 8, b = bytes[4 * i + 2] | bytes[4 * i + 3] << 8;
    x[i] = a === 65535 ? NaN : a / 65534 * frame.columns;
    y[i] = b === 65535 ? NaN : frame.rows - b / 65534 * frame.rows;
  }
  return { x, y };
}

const births = (() => {
  const packed = data.days && data.days.births;
  if (!packed) return { x: [], y: [], day: [] };
  let day = 0;
  return { ...placesOf(packed.places), day: packed.steps.map(step => day += step), every: packed.shown_of };
})();

/// Snow and green of a day, over the whole grid; nothing where the file does not tell.
function springPicture(maps, yearIndex, doy) {
  if (!maps.snow_free || !maps.green_up || yearIndex < 0 || doy >= SNOW_BACK_DOY) return null;
  const snow = maps.snow_free[yearIndex], green = maps.green_up[yearIndex];
  const share = days => Math.min(1, Math.max(0, days / 8 + 0.5));  // not all of a block melts on one day
  return picture(snow, (value, i) => {
    const white = value ? share(value + 30 - doy) : 0;
    const leaf = green.values[i] && doy < GREEN_UNTIL_DOY ? share(doy - green.values[i] - 30) : 0;
    if (white > 0) return [252, 253, 255, 215 * white];
    return leaf > 0 ? [96, 158, 70, 130 * leaf] : null;
  });
}

function drawShape(context, shape, x, y, size) {
  context.beginPath();
  if (shape === "bull") { context.moveTo(x, y - 1.2 * size); context.lineTo(x + 1.1 * size, y + 0.8 * size); context.lineTo(x - 1.1 * size, y + 0.8 * size); context.closePath(); }
  else if (shape === "cow") context.arc(x, y, size, 0, 7);
  else context.rect(x - 0.7 * size, y - 0.7 * size, 1.4 * size, 1.4 * size);
}

function makePlayer(place) {
  const { days, maps } = data, tracks = days.tracks;
  if (!days.days) return place.append(element("p", {}, "The run holds no day to show."));
  const n = tracks ? tracks.herd.length : 0, where = tracks ? placesOf(tracks.places) : null;
  const oneHerd = days.herds.length === 1;
  const colourOf = a => oneHerd ? (days.cohorts[tracks.cohort[a]] === "bull" ? BLUE : RED) : HERD_COLOURS[tracks.herd[a] % HERD_COLOURS.length];
  const spring = { snow_free: maps.snow_free && maps.snow_free.map(unpacked), green_up: maps.green_up && maps.green_up.map(unpacked) };
  const years = [...new Set([days.first, days.first + days.days - 1].map(yearOf))];
  const allYears = Array.from({ length: years[years.length - 1] - years[0] + 1 }, (_, i) => years[0] + i);
  const span = year => {
    const from = Math.max(days.first, Date.UTC(year, 0, 1) / 86400000), to = Math.min(days.first + days.days, Date.UTC(year + 1, 0, 1) / 86400000);
    return [from, to - 1];
  };

  const date = element("strong", { class: "date" }), season = element("span", { class: "season" });
  const canvas = element("canvas", { id: "year-canvas", role: "img" });
  const play = element("button", { type: "button", id: "play" }, "▶ Play");
  const slider = element("input", { type: "range", id: "day", min: 0, max: 0, value: 0, step: 1, "aria-label": "Day of the year" });
  const select = element("select", { id: "player-year", "aria-label": "Year" }, ...allYears.map(year => element("option", { value: year }, String(year))));
  const months = element("div", { class: "months", "aria-hidden": "true" });
  const view = viewOf(maps.use.layers.map(unpacked), v => v > 0, 20), key = element("div", { class: "key" });
  const map = element("div", { class: "map" }, canvas), notes = element("div");
  // The map and what moves it should be seen at once.
  map.style.maxWidth = `max(300px, ${Math.round(78 * view.width / view.height)}vh)`;
  place.append(element("p", { class: "now" }, date, " ", season),
    element("div", { class: "controls" }, play, element("div", { class: "time" }, slider, months),
      ...(allYears.length > 1 ? [element("label", {}, "Year ", select)] : [])),
    element("div", { class: "stage" }, map, key), notes);

  let first = days.first, timer = null;
  const day = () => first + Number(slider.value);

  function tails(drawing, at) {
    const { context, px } = drawing, from = Math.max(0, at - TAIL_DAYS);
    context.globalAlpha = 0.35;
    context.lineWidth = 1.2 * px;
    for (let a = 0; a < n; ++a) {
      context.strokeStyle = colourOf(a);
      context.beginPath();
      for (let d = from; d <= at; ++d) if (!Number.isNaN(where.x[d * n + a])) context.lineTo(where.x[d * n + a], where.y[d * n + a]);
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  function animals(drawing, at) {
    const { context, px } = drawing;
    let seen = 0;
    for (let a = 0; a < n; ++a) {
      const x = where.x[at * n + a], y = where.y[at * n + a];
      if (Number.isNaN(x)) continue;
      ++seen;
      drawShape(context, days.cohorts[tracks.cohort[a]], x, y, (drawing.width < 500 ? 2.2 : 3.2) * px);
      context.fillStyle = colourOf(a);
      context.fill();
      context.lineWidth = 0.8 * px;
      context.strokeStyle = "#fff";
      context.stroke();
    }
    return seen;
  }

  function bornSoFar(drawing, today) {
    const { context, px } = drawing, year = yearOf(today);
    if (dayOfYear(today) > BIRTHS_UNTIL_DOY) return 0;
    let shown = 0;
    context.fillStyle = "rgba(60,20,90,0.55)";
    births.day.forEach((born, i) => {
      if (born > today || yearOf(born) !== year) return;
      ++shown;
      context.fillRect(births.x[i] - 0.8 * px, births.y[i] - 0.8 * px, 1.6 * px, 1.6 * px);
    });
    return shown;
  }

  function say(today, doy, seen, shown) {
    const period = periodTitle(periodOf(doy)), mode = days.modes[days.commonest_mode[today - days.first]];
    date.textContent = sayDate(today);
    season.textContent = `${period} by the calendar; commonest state of an animal in the model: “${mode}”`;
    slider.setAttribute("aria-valuetext", `${sayDate(today)}, ${period}`);
    let south = 0, west = 0;
    if (tracks) for (let a = 0; a < n; ++a) { const y = where.y[(today - tracks.first) * n + a]; if (y > frame.rows / 2) ++south; if (where.x[(today - tracks.first) * n + a] < frame.columns / 2) ++west; }
    canvas.setAttribute("aria-label", `Map of ${sayDate(today)}, ${period}: ${seen} followed animals, ${south} of them in the southern half of the map and ${west} in the western half` +
      (shown ? "; places of birth so far are marked." : "."));
  }

  function draw() {
    const today = day(), doy = dayOfYear(today), drawing = begin(canvas, view);
    if (land.relief) put(drawing, land.relief, true);
    const picture = springPicture(spring, maps.years.indexOf(yearOf(today)), doy);
    if (picture) put(drawing, picture, true);
    if (land.sea) put(drawing, land.sea);
    finish(drawing);
    const shown = bornSoFar(drawing, today), at = tracks ? today - tracks.first : -1;
    let seen = 0;
    if (tracks && at >= 0 && at < tracks.days) {
      tails(drawing, at);
      seen = animals(drawing, at);
    }
    say(today, doy, seen, shown);
  }

  function showYear(year, doy) {
    const [from, to] = span(year);
    first = from;
    slider.max = to - from;
    slider.value = Math.min(to - from, Math.max(0, dayIn(year, doy) - from));
    months.replaceChildren(...MONTHS.map((name, m) => {
      const start = Math.max(from, Date.UTC(year, m, 1) / 86400000), end = Math.min(to + 1, Date.UTC(year, m + 1, 1) / 86400000);
      return element("span", { style: `flex:${Math.max(0, end - start)}` }, end - start > 14 ? name.slice(0, 1) : "");
    }));
    draw();
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    play.textContent = "▶ Play";
  }
  function start() {
    if (Number(slider.value) >= Number(slider.max)) slider.value = 0;
    play.textContent = "⏸ Pause";
    timer = setInterval(() => {
      if (Number(slider.value) >= Number(slider.max)) return stop();
      slider.value = Number(slider.value) + 1;
      draw();
    }, 90);
  }
  play.addEventListener("click", () => timer ? stop() : start());
  slider.addEventListener("input", draw);
  select.addEventListener("change", () => showYear(Number(select.value), dayOfYear(day())));
  slider.addEventListener("keydown", event => {
    if (event.key !== " ") return;
    event.preventDefault();
    play.click();
  });

  const marks = oneHerd
    ? [[shapeSwatch("cow", RED), "cow"], [shapeSwatch("bull", BLUE), "bull"]]
    : [...days.herds.map((herd, h) => [boxSwatch(HERD_COLOURS[h % HERD_COLOURS.length]), `herd ${herd.name}`]), [shapeSwatch("cow", "#555"), "cow"], [shapeSwatch("bull", "#555"), "bull"]];
  key.append(legend([...(tracks ? [...marks, [shapeSwatch("young", oneHerd ? RED : "#555"), "yearling or calf"]] : []),
    [svgSwatch('<rect x="11" y="4" width="3" height="3" fill="#3c145a"/>'), "born this year"],
    [boxSwatch("#fcfdff"), "snow"], [boxSwatch("#a3bd8f"), "past half green-up"], ...areaLegend()]));
  if (!tracks) notes.append(element("p", {}, "The run followed no animal, so the map shows land and births alone."));
  else if (tracks.followed > n) notes.append(element("p", {}, `${n} of the ${tracks.followed} followed animals are shown, to keep the page small.`));
  if (births.every > 1) notes.append(element("p", {}, `One in ${births.every} of the places of birth is shown.`));
  const firstFull = allYears.find(year => span(year)[0] <= Date.UTC(year, 5, 5) / 86400000 && span(year)[1] >= Date.UTC(year, 5, 5) / 86400000) || allYears[0];
  select.value = firstFull;
  showYear(firstFull, 156);
  redraws.push(draw);
}

function shapeSwatch(shape, colour) {
  const inner = { cow: `<circle cx="13" cy="6" r="4" fill="${colour}"/>`, bull: `<path d="M13 1 L18 10 L8 10 Z" fill="${colour}"/>`,
    young: `<rect x="10" y="3" width="6" height="6" fill="${colour}"/>` }[shape];
  return svgSwatch(inner);
}
