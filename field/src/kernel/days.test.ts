import { expect, test } from "vitest";
import { dayOf, dueOn, guessNow, sayDay, sayMoment } from "./days";

const noon = Date.parse("2026-11-23T05:00:00Z");
const year = 365 * 86_400_000;

test("time goes on from the server's clock, however wrong the phone's is", () => {
  for (const off of [-10 * year, 0, 10 * year]) {
    const contact = { server: noon, phone: noon + off };
    expect(guessNow(contact, noon + off + 3_600_000)).toBe(noon + 3_600_000);
  }
});

test("a clock that was changed after the last contact does not move today", () => {
  const contact = { server: noon, phone: noon };
  expect(guessNow(contact, noon - year)).toBe(noon);
  expect(guessNow(contact, noon + year)).toBe(noon);
  expect(guessNow(null, 7)).toBe(7);
});

test("a day begins at midnight in Thailand", () => {
  expect(dayOf(Date.parse("2026-11-23T16:59:00Z"))).toBe("2026-11-23");
  expect(dayOf(Date.parse("2026-11-23T17:00:00Z"))).toBe("2026-11-24");
});

test("due days", () => {
  const cases = { "2026-11-22": "over", "2026-11-23": "today", "2026-11-30": "week", "2026-12-01": "later", "": "open" };
  for (const [due, stands] of Object.entries(cases)) expect(dueOn(due, "2026-11-23")).toBe(stands);
});

test("Thai days are said in the Buddhist era, English ones are not", () => {
  expect(sayDay("2026-12-03", "th")).toBe("3 ธ.ค. 2569");
  expect(sayDay("2026-12-03", "en")).toBe("3 Dec 2026");
  expect(sayMoment(noon, "th")).toBe("23 พ.ย. 2569 12:00 น.");
  expect(sayMoment(noon, "en")).toBe("23 Nov 2026, 12:00");
  expect(sayDay("ไม่ทราบ", "th")).toBe("ไม่ทราบ");
});
