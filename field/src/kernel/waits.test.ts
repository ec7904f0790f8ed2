import { expect, test } from "vitest";
import { easilyGuessed, pinWait, roundWait } from "./waits";

test("rounds wait longer each time, never longer than a quarter of an hour by themselves", () => {
  const waits = Array.from({ length: 20 }, (_, failures) => roundWait(failures + 1, 1));
  expect(waits[0]).toBe(5_000);
  expect(waits[1]).toBe(10_000);
  for (let at = 1; at < waits.length; at++) expect(waits[at]).toBeGreaterThanOrEqual(waits[at - 1]!);
  expect(waits.at(-1)).toBe(900_000);
});

test("chance spreads the waits over half of their length", () => {
  expect(roundWait(3, 0)).toBe(10_000);
  expect(roundWait(3, 1)).toBe(20_000);
});

test("the server may ask for a longer wait, at most an hour", () => {
  expect(roundWait(1, 0, 60_000)).toBe(60_000);
  expect(roundWait(1, 0, 10 ** 9)).toBe(3_600_000);
});

test("three PINs are free, then each costs more", () => {
  expect([0, 1, 2].map(pinWait)).toEqual([0, 0, 0]);
  expect([3, 4, 5, 6, 7, 50].map(pinWait)).toEqual([10_000, 30_000, 60_000, 120_000, 300_000, 300_000]);
});

test("PINs that anybody would try first", () => {
  for (const pin of ["1111", "1234", "4321", "01234567", "00000000"]) expect(easilyGuessed(pin)).toBe(true);
  for (const pin of ["1357", "8061", "1123", "259025"]) expect(easilyGuessed(pin)).toBe(false);
});
