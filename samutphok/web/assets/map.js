// The map beside the ranking: the same numbers as the table, as areas of one colour scale. The table is its text.
import { Map as GlMap, NavigationControl, Popup, setWorkerUrl } from "maplibre-gl";

const CLASSES = [0, 1, 2, 3, 4, 5];
const drawn = new WeakMap();

const colour = (element, name) => getComputedStyle(element).getPropertyValue(name).trim();
const fills = (element) => [
  "match", ["get", "class"],
  ...CLASSES.slice(1).flatMap((number) => [number, colour(element, `--class-${number}`)]),
  colour(element, "--class-0"),
];

function boundsOf(collection) {
  let [west, south, east, north] = [180, 90, -180, -90];
  const walk = (part) => {
    if (typeof part[0] === "number") {
      west = Math.min(west, part[0]); east = Math.max(east, part[0]);
      south = Math.min(south, part[1]); north = Math.max(north, part[1]);
    } else part.forEach(walk);
  };
  collection.features.forEach((feature) => walk(feature.geometry.coordinates));
  return [[west, south], [east, north]];
}

function withNumbers(collection, numbers) {
  for (const feature of collection.features) {
    const row = numbers[feature.properties.code];
    Object.assign(feature.properties, row ? row : { class: 0 });
  }
  return collection;
}

export async function draw(element) {
  setWorkerUrl(element.dataset.worker);
  const answer = await fetch(element.dataset.shapes, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) return element.closest("[data-map-card]")?.setAttribute("hidden", "");
  const numbers = JSON.parse(document.getElementById("map-numbers").textContent);
  const shapes = withNumbers(await answer.json(), numbers);
  if (!element.isConnected) return;
  const map = new GlMap({
    container: element,
    style: { version: 8, sources: {}, layers: [] },
    bounds: boundsOf(shapes),
    fitBoundsOptions: { padding: 12 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    scrollZoom: false,
    renderWorldCopies: false,
    locale: {
      "NavigationControl.ZoomIn": element.dataset.zoomIn,
      "NavigationControl.ZoomOut": element.dataset.zoomOut,
      "Map.Title": element.dataset.name,
    },
  });
  drawn.set(element, map);
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.on("load", () => {
    map.addSource("areas", { type: "geojson", data: shapes, promoteId: "code" });
    map.addLayer({ id: "areas", type: "fill", source: "areas", paint: { "fill-color": fills(element) } });
    map.addLayer({
      id: "borders", type: "line", source: "areas",
      paint: {
        "line-color": colour(element, "--map-border"),
        "line-width": ["case", ["boolean", ["feature-state", "near"], false], 2.5, 0.6],
      },
    });
    element.dataset.ready = "yes";
  });
  attend(map, element);
}

function attend(map, element) {
  const popup = new Popup({ closeButton: false, closeOnClick: false, className: "map-told" });
  let near = null;
  const mark = (id) => {
    if (near !== null) map.setFeatureState({ source: "areas", id: near }, { near: false });
    near = id;
    if (near !== null) map.setFeatureState({ source: "areas", id: near }, { near: true });
  };
  map.on("mousemove", "areas", (event) => {
    const { code, told } = event.features[0].properties;
    if (code !== near) mark(code);
    map.getCanvas().style.cursor = told ? "pointer" : "";
    if (told) popup.setLngLat(event.lngLat).setText(told).addTo(map);
    else popup.remove();
  });
  map.on("mouseleave", "areas", () => { mark(null); popup.remove(); });
  map.on("click", "areas", (event) => {
    const link = document.querySelector(`[data-area="${event.features[0].properties.code}"]`);
    if (link) link.click();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    requestAnimationFrame(() => {
      if (!element.isConnected || !map.getLayer("areas")) return;
      map.setPaintProperty("areas", "fill-color", fills(element));
      map.setPaintProperty("borders", "line-color", colour(element, "--map-border"));
    }));
}

export const leave = (element) => drawn.get(element)?.remove();
