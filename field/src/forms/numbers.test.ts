import { describe, expect, it } from "vitest";
import { readDigits, readNumber } from "./numbers";

describe("a number is read as people write it", () => {
  it.each([
    ["12,500", true, "12500"],
    ["๑๒,๕๐๐", true, "12500"],
    ["007", true, "7"],
    ["-3", true, "-3"],
    ["2.5", true, null],
    ["2.5", false, "2.5"],
    [".5", false, "0.5"],
    ["๓.๑๔", false, "3.14"],
    ["12 บาท", true, null],
    ["1e5", false, null],
    ["-", true, null],
    ["", true, ""],
    ["9999999999999999", true, null], // more than a number can hold exactly
  ])("%s", (written, whole, read) => expect(readNumber(written, whole)).toBe(read));
});

it("digits of a citizen number keep their zeros", () => expect(readDigits("๐ 1234-ก5")).toBe("01234-5"));
