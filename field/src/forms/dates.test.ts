import { describe, expect, it } from "vitest";
import { arabic, commonYear, months, offset, readDate, spokenDate, today, writeDate } from "./dates";

describe("a year is read by its era", () => {
  it.each([
    ["2569", 2026],
    ["๒๔๙๘", 1955],
    ["1955", 1955],
    ["2400", 1857],
    ["2300", null], // of no era that somebody now living was born in
    ["69", null],
    ["", null],
    ["25a9", null],
  ])("%s", (written, year) => expect(commonYear(written)).toBe(year));
});

describe("a date is read as it is written", () => {
  it.each([
    [["12", "5", "2498"], "1955-05-12"],
    [["๒๙", "2", "๒๕๖๗"], "2024-02-29"],
    [["29", "2", "2568"], null], // no leap year
    [["31", "4", "2568"], null],
    [["0", "1", "2568"], null],
    [["12", "", "2498"], null],
    [["12", "5", ""], null],
  ])("%s", ([day = "", month = "", year = ""], iso) => expect(readDate({ day, month, year })).toBe(iso));

  it("comes back as it went in", () => {
    for (let moment = Date.UTC(1900, 0, 1); moment < Date.UTC(2100, 0, 1); moment += 86_400_000 * 13) {
      const iso = new Date(moment).toISOString().slice(0, 10);
      expect(readDate(writeDate(iso))).toBe(iso);
    }
  });

  it("has three empty parts when there is none", () => expect(writeDate("")).toEqual({ day: "", month: "", year: "" }));
});

describe("a date is said with both eras", () => {
  it.each([
    ["th", "อังคาร 24 พฤศจิกายน 2569 (ค.ศ. 2026)"],
    ["en", "Tuesday 24 November 2026 (BE 2569)"],
  ] as const)("%s", (language, said) => expect(spokenDate("2026-11-24", language)).toBe(said));

  it("names twelve months", () => {
    expect(months("th").slice(0, 2)).toEqual(["มกราคม", "กุมภาพันธ์"]);
    expect(new Set(months("th")).size).toBe(12);
  });
});

it("Thai digits become Arabic ones, letters stay", () => expect(arabic("บ้าน ๑๒/๓")).toBe("บ้าน 12/3"));

it("today is the phone's own day", () => expect(today(new Date(2026, 10, 5, 23, 59))).toBe("2026-11-05"));

it("the distance from UTC is written with its sign", () => {
  expect(offset({ getTimezoneOffset: () => -420 } as Date)).toBe("+07:00");
  expect(offset({ getTimezoneOffset: () => 210 } as Date)).toBe("-03:30");
});
