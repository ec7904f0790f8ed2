/** Finding one of many choices by a few typed letters. */
import { arabic } from "./dates";

/** How a text is compared: without case, double spaces, Thai digits, and marks that are typed or left out at will. */
export const searchable = (text: string): string => arabic(text.normalize("NFC")).toLowerCase().replace(/[\s./-]+/g, " ").trim();

/**
 * The choices whose text has every typed word, those first that begin with the first one; at most `limit`, and how many more
 * there are.
 */
export function found<T>(choices: readonly (readonly [text: string, choice: T])[], typed: string, limit: number): { shown: T[]; more: number } {
  const words = searchable(typed).split(" ");
  const fitting = choices.filter(([text]) => words.every((word) => text.includes(word)));
  const first = words[0] ?? "";
  const begins = fitting.filter(([text]) => text.startsWith(first));
  const ordered = first === "" ? fitting : [...begins, ...fitting.filter(([text]) => !text.startsWith(first))];
  return { shown: ordered.slice(0, limit).map(([, choice]) => choice), more: Math.max(0, ordered.length - limit) };
}
