/** Prepares the app for the forms' controls: their theme in a layer of its own, so that our styles come after it. */
import { odkThemePreset, PrimeVue, setWords } from "@getodk/web-forms/engine";
import type { App } from "vue";
import type { Language } from "./contract";
import { libraryWords } from "./words";

const options = { theme: { preset: odkThemePreset, options: { darkModeSelector: false, cssLayer: true } } };

/** May be called for each form that opens; the second time it changes the language only. */
export function prepareForms(app: App, language: Language): void {
  setWords(libraryWords(language));
  app.use(PrimeVue, options);
}
