/** The rules of benefits and the words of the talk, on the phone: public law, nothing of anybody. Fetched once a day while there is a network. */
import type { Law } from "../../../samutphok/web/assets/rights/talk.js";
import type { Language } from "../forms/contract";
import { daysBetween } from "../kernel/days";
import type { Vault } from "../vault/vault";

export type { Law };

const LANGUAGES: readonly Language[] = ["th", "en"];
const LIMIT = 60_000; // milliseconds for an answer
const OLD = 30; // days after which the volunteer is told that rules may have changed

const placeOf = (language: Language) => `rights/${language}`;

/** What the phone holds; null before the first fetch. */
export function heldLaw(vault: Vault, language: Language): Promise<Law | null> {
  return vault.get<Law>(placeOf(language));
}

/** Fetches the rules of the day in every language that is not held as of `today`. What cannot be read changes nothing. */
export async function refreshLaw(vault: Vault, fetch: typeof globalThis.fetch, today: string): Promise<void> {
  for (const language of LANGUAGES) {
    const held = await heldLaw(vault, language);
    if (held?.on === today) continue;
    const law = await fetched(fetch, language);
    if (law) await vault.put(placeOf(language), law);
  }
}

/** The day of whom ages are counted: today, as the phone believes, but never before the rules themselves. */
export function dayOfTalk(law: Law, today: string): string {
  return today > law.on ? today : law.on;
}

/** Whether rules are so old, or of the fiscal year before, that amounts may have changed. */
export function mayHaveChanged(law: Law, today: string): boolean {
  return daysBetween(law.on, today) > OLD || fiscalYear(law.on) < fiscalYear(today);
}

const fiscalYear = (day: string) => Number(day.slice(0, 4)) + (Number(day.slice(5, 7)) >= 10 ? 1 : 0);

async function fetched(fetch: typeof globalThis.fetch, language: Language): Promise<Law | null> {
  const fixed = { credentials: "omit", cache: "no-store", redirect: "error", referrerPolicy: "no-referrer" } as const;
  try {
    const response = await fetch(`/rights/${language}.json`, { ...fixed, signal: AbortSignal.timeout(LIMIT) });
    return response.ok ? law(await response.json()) : null;
  } catch (trouble) {
    if (trouble instanceof TypeError || trouble instanceof DOMException || trouble instanceof SyntaxError) return null;
    throw trouble;
  }
}

/** A portal's page in place of the rules is none. */
function law(said: Partial<Law> | null): Law | null {
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(said?.on ?? "") && said?.benefits?.length && Array.isArray(said.questions) && said.words;
  return whole ? (said as Law) : null;
}
