import { describe, expect, it } from "vitest";
import { found, searchable } from "./search";

const families = ["นายสมชาย ใจดี · บ้านเหนือ", "นางมะลิ สมชายวงศ์ · บ้านใต้", "นางสาวฟ้า ทองแท้ · บ้านเหนือ"];
const choices = families.map((text) => [searchable(text), text] as const);

describe("a few letters find a family", () => {
  it.each([
    ["สมชาย", [families[0], families[1]]],
    ["เหนือ ฟ้า", [families[2]]], // words in any order
    ["นางมะ", [families[1]]],
    ["วิมาน", []],
    ["", families],
  ])("%s", (typed, shown) => expect(found(choices, typed, 10).shown).toEqual(shown));

  it("says how many more there are", () => expect(found(choices, "บ้าน", 2)).toMatchObject({ more: 1 }));

  it("puts those first that begin so", () => {
    const two = ["ก ข", "ข ก"].map((text) => [searchable(text), text] as const);
    expect(found(two, "ข", 5).shown).toEqual(["ข ก", "ก ข"]);
  });
});

it("house numbers are found in either digits", () => expect(searchable("๑๒/๓  หมู่ 4")).toBe("12 3 หมู่ 4"));
