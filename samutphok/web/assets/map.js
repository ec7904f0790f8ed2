// What the area explorer does beyond plain HTML: the map moves and zooms, a row and its area light up together, small
// maps are drawn from the large one. Maps are SVG that the server wrote; without this file they are still there.
const SVG = "http://www.w3.org/2000/svg";
const STEP = 1.5, CLOSEST = 24; // how much a press of '+' enlarges, and how far one can come near
const whole = new WeakMap(); // svg -> its view box as the server wrote it

const boxOf = (svg) => svg.getAttribute("viewBox").split(" ").map(Number);
const areaOf = (target) => target.closest?.("#tree [data-area]");

// The part of the map that is looked at; it never leaves the map, nor comes nearer than CLOSEST.
function look(svg, [x, y, width]) {
  const [left, top, all, high] = whole.get(svg);
  const shown = Math.min(all, Math.max(all / CLOSEST, width));
  const tall = (shown * high) / all;
  const kept = (at, from, room, part) => Math.min(from + room - part, Math.max(from, at));
  svg.setAttribute("viewBox", [kept(x, left, all, shown), kept(y, top, high, tall), shown, tall].join(" "));
  svg.classList.toggle("is-near", shown < all);
}

function zoom(svg, factor, point) {
  const [x, y, width, height] = boxOf(svg);
  const [px, py] = point ?? [x + width / 2, y + height / 2];
  look(svg, [px - (px - x) / factor, py - (py - y) / factor, width / factor]);
}

const move = (svg, right, down) => {
  const [x, y, width, height] = boxOf(svg);
  look(svg, [x + right * width, y + down * height, width]);
};

function pointOf(svg, { clientX, clientY }) {
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
  return [x, y];
}

const KEYS = {
  ArrowLeft: (svg) => move(svg, -0.15, 0),
  ArrowRight: (svg) => move(svg, 0.15, 0),
  ArrowUp: (svg) => move(svg, 0, -0.15),
  ArrowDown: (svg) => move(svg, 0, 0.15),
  "+": (svg) => zoom(svg, STEP),
  "=": (svg) => zoom(svg, STEP),
  "-": (svg) => zoom(svg, 1 / STEP),
  0: (svg) => look(svg, whole.get(svg)),
};
const BUTTONS = { in: KEYS["+"], out: KEYS["-"], all: KEYS[0] };

// One finger or the mouse drags, two fingers zoom; a press that stays where it was opens the area.
function attend(frame) {
  const svg = frame.querySelector("svg.area-map");
  const fingers = new Map();
  let dragged = false;
  whole.set(svg, boxOf(svg));
  svg.querySelectorAll("use > title").forEach((title) => {
    title.parentElement.dataset.told = title.textContent;
    title.remove(); // told at once beside the pointer instead, and once only
  });
  frame.addEventListener("keydown", (event) => {
    const act = !event.ctrlKey && !event.metaKey && !event.altKey && event.target === frame && KEYS[event.key];
    if (act) { event.preventDefault(); act(svg); }
  });
  frame.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (button) return BUTTONS[button.dataset.zoom](svg);
    const area = event.target.closest("[data-area]");
    if (area && !dragged) document.querySelector(`tr[data-area="${area.dataset.area}"] a`)?.click();
  });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // the wheel alone scrolls the page
    event.preventDefault();
    zoom(svg, event.deltaY < 0 ? STEP : 1 / STEP, pointOf(svg, event));
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => {
    dragged = false;
    fingers.set(event.pointerId, event);
  });
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return tell(frame, event);
    const others = [...fingers.values()].filter((one) => one.pointerId !== event.pointerId);
    if (!dragged && Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) < 5) return;
    dragged = true;
    svg.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
    if (others.length) {
      const apart = (one) => Math.hypot(one.clientX - others[0].clientX, one.clientY - others[0].clientY);
      return zoom(svg, apart(event) / apart(before), pointOf(svg, others[0]));
    }
    const [[x, y], [wasX, wasY]] = [pointOf(svg, event), pointOf(svg, before)];
    const [left, top, width] = boxOf(svg);
    look(svg, [left + wasX - x, top + wasY - y, width]);
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, ({ pointerId }) => fingers.delete(pointerId));
  svg.addEventListener("pointerleave", () => tell(frame, null));
  frame.dataset.ready = "yes";
}

function tell(frame, event) {
  const told = frame.querySelector("[data-told]:not(use)");
  const area = event?.target.closest("use[data-told]");
  told.hidden = !area;
  if (!area) return;
  told.textContent = area.dataset.told;
  const room = frame.getBoundingClientRect();
  const [x, y] = [event.clientX - room.left, event.clientY - room.top];
  told.style.left = `${Math.min(x + 14, Math.max(0, room.width - told.offsetWidth - 4))}px`;
  told.style.top = `${y + 18 + told.offsetHeight > room.height ? y - told.offsetHeight - 10 : y + 18}px`;
}

// The same area in the table, on the map, among the tiles and on the small maps.
function light(code) {
  document.querySelectorAll("#tree .is-lit").forEach((one) => one.classList.remove("is-lit"));
  document.querySelectorAll("#tree use.map-lit").forEach((one) => one.remove());
  if (!code) return;
  document.querySelectorAll(`#tree [data-area="${CSS.escape(code)}"]`).forEach((one) => {
    one.classList.add("is-lit");
    if (one.localName !== "use") return;
    const edge = document.createElementNS(SVG, "use"); // drawn last, so that no neighbour covers it
    edge.setAttribute("href", one.getAttribute("href"));
    edge.setAttribute("class", "map-lit");
    one.parentElement.append(edge);
  });
}

function drawSmall(svg, outlines) {
  for (const [code, tone] of svg.dataset.smallMap.split(" ").map((one) => one.split(":"))) {
    const area = document.createElementNS(SVG, "use");
    area.setAttribute("href", `${outlines}#a${code}`);
    area.setAttribute("class", `class-${tone}`);
    area.dataset.area = code;
    svg.append(area);
  }
}

// On a phone the switches are folded away until they are wanted, and stay as the reader left them.
let open = matchMedia("(min-width: 768px)").matches;
function fold(box) {
  box.open = open;
  box.dataset.settled = "yes";
  box.addEventListener("toggle", () => (open = box.open));
}

function prepare() {
  document.querySelectorAll("[data-switch-box]:not([data-settled])").forEach(fold);
  document.querySelectorAll("[data-map]:not([data-ready])").forEach(attend);
  const outlines = document.querySelector("[data-outlines]")?.dataset.outlines;
  document.querySelectorAll("[data-small-map]:empty").forEach((svg) => drawSmall(svg, outlines));
}

document.addEventListener("pointerover", (event) => light(areaOf(event.target)?.dataset.area));
document.addEventListener("focusin", (event) => light(areaOf(event.target)?.dataset.area));
document.addEventListener("click", (event) => {
  const all = event.target.closest("[data-show-all]");
  if (!all) return;
  const table = all.closest("section").querySelector("table");
  table.classList.add("is-whole");
  all.parentElement.remove();
  table.querySelector("tbody tr:nth-child(21) a")?.focus();
});
document.addEventListener("htmx:afterSettle", prepare);
document.addEventListener("htmx:historyRestore", prepare);
prepare();
