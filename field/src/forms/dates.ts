/** Dates as they are spoken in Thailand: day, month, year of the Buddhist Era (CE + 543). Submitted dates stay ISO. */
import type { Language } from "./contract";

const BE = 543;

export interface WrittenDate {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

export const BLANK: WrittenDate = { day: "", month: "", year: "" };

/** Thai digits become Arabic ones; everything else stays. */
export const arabic = (text: string): string => text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50));

const two = (part: number): string => String(part).padStart(2, "0");

/** A year as written: 2400-2699 is of the Buddhist Era, 1800-2199 of the Common Era; any other is none. */
export function commonYear(written: string): number | null {
  const text = arabic(written).trim();
  if (!/^\d{4}$/.test(text)) return null;
  const year = Number(text);
  if (year >= 2400 && year < 2700) return year - BE;
  return year >= 1800 && year < 2200 ? year : null;
}

/** The ISO date that was written, or null when it is none (30 February, a part missing). */
export function readDate(written: WrittenDate): string | null {
  const [day, month, year] = [Number(arabic(written.day)), Number(written.month), commonYear(written.year)];
  if (year === null || !Number.isInteger(day) || !Number.isInteger(month)) return null;
  const moment = new Date(Date.UTC(year, month - 1, day));
  moment.setUTCFullYear(year);
  const real = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day && day > 0;
  return real ? `${year}-${two(month)}-${two(day)}` : null;
}

/** The parts of an ISO date for the three fields, the year of the Buddhist Era. */
export function writeDate(iso: string): WrittenDate {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (found === null) return BLANK;
  return { day: String(Number(found[3])), month: String(Number(found[2])), year: String(Number(found[1]) + BE) };
}

const words = (language: Language, format: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language === "th" ? "th-TH-u-ca-buddhist-nu-latn" : "en-GB-u-ca-gregory", { ...format, timeZone: "UTC" });

/** Names of the twelve months. */
export const months = (language: Language): string[] =>
  Array.from({ length: 12 }, (_, month) => words(language, { month: "long" }).format(Date.UTC(2024, month, 15)));

/** A date in words with both eras, so that a wrong century is seen at once: "ศุกร์ 24 พฤศจิกายน 2568 (ค.ศ. 2025)". */
export function spokenDate(iso: string, language: Language): string {
  const [year = 0, month = 1, day = 1] = iso.split("-").map(Number);
  const moment = new Date(Date.UTC(year, month - 1, day));
  moment.setUTCFullYear(year);
  const weekday = words(language, { weekday: "long" }).format(moment).replace(/^วัน/, "");
  const date = `${day} ${words(language, { month: "long" }).format(moment)}`;
  return language === "th" ? `${weekday} ${date} ${year + BE} (ค.ศ. ${year})` : `${weekday} ${date} ${year} (BE ${year + BE})`;
}

/** This day on the phone's calendar. */
export const today = (now: Date): string => `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;

/** The phone's distance from UTC as it is written after a time: "+07:00". */
export function offset(now: Date): string {
  const minutes = -now.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
