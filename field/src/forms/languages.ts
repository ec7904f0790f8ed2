/** The languages a form can speak. */
import type { FormLanguage, RootNode } from "@getodk/web-forms/engine";
import type { Language } from "./contract";

const NAMES: Readonly<Record<Language, RegExp>> = { th: /\(th\)|^th\b|thai|ไทย/i, en: /\(en\)|^en\b|english/i };

/** Languages that somebody can choose; none when the form has a single one. */
export const choosable = (root: RootNode): readonly FormLanguage[] => {
  const named = root.languages.filter((language) => !language.isSyntheticDefault);
  return named.length > 1 ? named : [];
};

/** Lets the form speak the app's language where it can. */
export function speakInto(root: RootNode, language: Language): void {
  const wanted = choosable(root).find((one) => NAMES[language].test(one.language));
  if (wanted !== undefined) root.setLanguage(wanted);
}
