// Builds samutphok/web/static/built from this folder and node_modules. Needs Node 20 or newer, no network.
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { PurgeCSS } from "purgecss";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static", "built");
const packages = createRequire(import.meta.url);
const inPackage = (file) => packages.resolve(file);

// Icons of Tabler as one file of symbols: pages name them, nothing is drawn inline.
async function icons() {
  const names = JSON.parse(await readFile(join(here, "icons.json"), "utf8"));
  const symbols = await Promise.all(
    names.map(async (name) => {
      const drawing = await readFile(inPackage(`@tabler/icons/outline/${name}.svg`), "utf8");
      const paths = drawing.match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].replace(/\s+/g, " ").trim();
      return `<symbol id="${name}" viewBox="0 0 24 24">${paths}</symbol>`;
    }),
  );
  await writeFile(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

// Typst reads TrueType only, browsers are better served with the smaller woff2: two packages, one typeface.
async function documentFonts() {
  const weights = ["400Regular", "600SemiBold", "700Bold"];
  await mkdir(join(out, "documents"));
  await Promise.all(
    weights.map((weight) => {
      const file = `Sarabun_${weight}.ttf`;
      return cp(inPackage(`@expo-google-fonts/sarabun/${weight}/${file}`), join(out, "documents", file));
    }),
  );
}

// Of Tabler only what the desk names: 600 kB become 35. Our own styles are short and stay whole.
const named = (html, pattern) => [...html.matchAll(pattern)].flatMap(([, found]) => found.match(/[\w-]+/g) ?? []);
const namesInTags = (html) => ({
  tags: named(html, /<([a-z][\w-]*)/g),
  classes: named(html, /\sclass="((?:\{%.*?%\}|[^"])*)"/g),
  ids: named(html, /\sid="([^"]*)"/g),
  attributes: { names: named(html, /\s([a-z][\w-]*)(?=[=\s>{])/g), values: named(html, /="([^"]*)"/g) },
});
const usedPartsOfTabler = {
  name: "used parts of Tabler",
  setup(bundle) {
    bundle.onLoad({ filter: /tabler\.min\.css$/ }, async ({ path }) => {
      const [{ css }] = await new PurgeCSS().purge({
        css: [{ raw: await readFile(path, "utf8") }],
        content: ["templates/**/*.html", "templatetags/*.py"].map((files) => join(here, "..", files)),
        extractors: [{ extensions: ["html"], extractor: namesInTags }],
        safelist: { standard: [/^data-bs-theme/, "html", "body"], greedy: [] },
        variables: true,
        keyframes: true,
      });
      return { contents: css, loader: "css" };
    });
  },
};

await mkdir(out, { recursive: true });
const before = (await readdir(out)).filter((name) => name !== "field"); // the field app has its own build: field/vite.config.ts
await Promise.all(before.map((name) => rm(join(out, name), { recursive: true })));
await build({
  entryPoints: ["desk.css", "work.css", "help.css", "rights.css", "desk.js", "theme.js", "signature.js", "map.js", "rights/page.js"].map((file) => join(here, file)),
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome109", "firefox115", "safari15.6"],
  plugins: [usedPartsOfTabler],
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
  legalComments: "linked",
  logLevel: "warning",
});
await cp(join(here, "provinces.geojson"), join(out, "provinces.geojson")); // made by provinces.mjs, from Natural Earth
await icons();
await documentFonts();
