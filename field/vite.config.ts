/// <reference types="vitest/config" />
// Builds the field app into samutphok/web/static/built/field. Needs Node 20 or newer, no network.
import { join } from "node:path";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { webFormsStyles } from "./web-forms-styles.ts";

const BASE = "/static/built/field/";

export default defineConfig({
  root: import.meta.dirname,
  base: BASE,
  build: {
    outDir: "../samutphok/web/static/built/field",
    emptyOutDir: true,
    target: ["chrome109", "firefox115", "safari15.6"],
    chunkSizeWarningLimit: 3000, // the forms' engine, fetched when the first form opens and kept for offline
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { index: join(import.meta.dirname, "index.html"), typing: join(import.meta.dirname, "src/typing/main.ts") },
      // The desk's page names typing.js; everything else is found by the name that its content gives it.
      output: { entryFileNames: ({ name }) => (name === "typing" ? "typing.js" : "assets/[name]-[hash].js") },
    },
  },
  plugins: [
    vue(),
    webFormsStyles(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src",
      filename: "sw.ts",
      injectRegister: false, // src/shell/updates.ts registers it at /field/sw.js, where its scope is
      manifest: false, // public/app.webmanifest
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,woff2,svg,png,webmanifest}"],
        globIgnores: ["sw.js"],
        modifyURLPrefix: { "": BASE },
        manifestTransforms: [
          (entries) => ({
            manifest: entries.map((entry) => (entry.url === `${BASE}index.html` ? { ...entry, url: "/field/" } : entry)),
          }),
        ],
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
      },
    }),
  ],
  test: { include: ["src/**/*.test.ts"], environment: "node", testTimeout: 20_000 },
});
