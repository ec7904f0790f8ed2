/** Days as people read them, and which day it is although the phone's clock may be years off. */
import type { Language } from "../forms/contract";

/** What the server's clock said, and what the phone's own said in that moment (milliseconds). */
export interface Contact {
  readonly server: number;
  readonly phone: number;
}

const LONGEST_AWAY = 60 * 24 * 3_600_000; // a phone that says it was away for longer has a wrong clock
const ZONE = "Asia/Bangkok";

/** The best guess of now: the server's time plus what has passed on the phone, while that is believable. */
export function guessNow(contact: Contact | null, phone: number): number {
  if (!contact) return phone;
  const passed = phone - contact.phone;
  return contact.server + (passed >= 0 && passed <= LONGEST_AWAY ? passed : 0);
}

/** The day in Thailand, as yyyy-mm-dd. */
export function dayOf(moment: number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(moment);
}

export type Due = "over" | "today" | "week" | "later" | "open";

/** Where a due day stands seen from today; 'open' without one. */
export function dueOn(due: string, today: string): Due {
  if (!/^\d{4}-\d{2}-\d{2}/.test(due)) return "open";
  const days = daysBetween(today, due);
  if (days < 0) return "over";
  return days === 0 ? "today" : days <= 7 ? "week" : "later";
}

/** Whole days from one yyyy-mm-dd to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
}

const locale = (language: Language) => (language === "th" ? "th-TH-u-ca-buddhist" : "en-GB");

/** '3 ธ.ค. 2569' or '3 Dec 2026'; the text itself when it is no day. */
export function sayDay(day: string, language: Language): string {
  const moment = Date.parse(day.slice(0, 10));
  if (Number.isNaN(moment)) return day;
  const parts = { day: "numeric", month: "short", timeZone: "UTC" } as const;
  const said = new Intl.DateTimeFormat(locale(language), parts).format(moment);
  const year = new Date(moment).getUTCFullYear();
  return `${said} ${language === "th" ? year + 543 : year}`;
}

/** '23 พ.ย. 2569 22:40 น.' or '23 Nov 2026, 22:40', in Thailand's time. */
export function sayMoment(moment: number, language: Language): string {
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: ZONE }).format(moment);
  const day = sayDay(dayOf(moment), language);
  return language === "th" ? `${day} ${clock} น.` : `${day}, ${clock}`;
}
