/** The library brings its styles inside a script, 90 % of them fonts and rules that nothing uses: here they become a small stylesheet. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PurgeCSS } from "purgecss";
import type { Plugin } from "vite";

const NAME = "virtual:web-forms.css";
const packages = createRequire(import.meta.url);

function librarysStyles(script: string): string {
  const [, text] = /createTextNode\(('(?:[^'\\]|\\.)*')\)/.exec(script) ?? [];
  if (text === undefined) throw new Error("@getodk/web-forms no longer carries its styles as one text: look at its dist/index.js.");
  return text.slice(1, -1).replace(/\\(.)/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
}

const withoutFonts = (css: string): string => css.replace(/@font-face\s*\{[^}]*\}/g, "");

/** Vite plugin: `import "virtual:web-forms.css"`. */
export function webFormsStyles(): Plugin {
  return {
    name: "web-forms-styles",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    async load(id) {
      if (id !== `\0${NAME}`) return null;
      const engine = packages.resolve("@getodk/web-forms/engine");
      const css = withoutFonts(librarysStyles(readFileSync(packages.resolve("@getodk/web-forms/styles"), "utf8")));
      const [used] = await new PurgeCSS().purge({
        css: [{ raw: css }],
        content: [engine, join(dirname(engine), "MapBlock-Bb-sCnDx.js")],
        safelist: { greedy: [/^data-v-/] },
        keyframes: true,
      });
      if (used === undefined) throw new Error("No styles of @getodk/web-forms were found.");
      return used.css;
    },
  };
}
