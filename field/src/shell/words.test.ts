import { expect, test } from "vitest";
import { sayIn, sayValue, type Word } from "./words";
import source from "./words.ts?raw";

const words = [...source.matchAll(/^ {2}(\w+): "/gm)].map((found) => found[1] as Word);

test("both languages say every word, with the same blanks", () => {
  const blanks = (said: string) => [...said.matchAll(/\{\w+\}/g)].map(String).sort();
  expect(words.length).toBeGreaterThan(300);
  for (const word of new Set(words)) {
    const texts = [...source.matchAll(new RegExp(`^ {2}${word}: "(.*)",$`, "gm"))].map((found) => found[1]!);
    expect(texts, word).toHaveLength(2);
    expect(blanks(texts[0]!), word).toEqual(blanks(texts[1]!));
    expect(/[ก-๙]/.test(texts[0]!) && !/[ก-๙]/.test(texts[1]!), word).toBe(word !== "pin");
  }
});

test("numbers and names are put in; unknown values stay as they are", () => {
  expect(sayIn("th", "unsent", { count: 3 })).toBe("ยังไม่ได้ส่ง 3 แบบ");
  expect(sayValue("en", "moved_away")).toBe("moved away");
  expect(sayValue("th", "something_new")).toBe("something_new");
});
