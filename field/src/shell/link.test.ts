import { expect, test } from "vitest";
import { takeToken, tokenOf } from "./link";

const office = "https://office.example.go.th";
const token = "abcDEF123_-abcDEF123";

test("the token of a link of this office, whole or as its fragment", () => {
  expect(tokenOf(`${office}/field/#key=${token}`, office)).toBe(token);
  expect(tokenOf(` ${office}/field#key=${token}\n`, office)).toBe(token);
  expect(tokenOf(`#key=${token}`, office)).toBe(token);
});

test("another office's link, another page's, and no link at all", () => {
  for (const no of [
    `https://office.example.go.th.evil.example/field/#key=${token}`,
    `https://evil.example/field/#key=${token}`,
    `${office}/other/#key=${token}`,
    "#key=short",
    "#key=a b c d e f g h i j k l m",
    "#key=%E0%A4%A",
    "#key=../../../../etc/passwd/xx",
    token,
    "",
  ])
    expect(tokenOf(no, office), no).toBeNull();
});

test("the token leaves the address at once, also when it is no good", () => {
  for (const [hash, taken] of [[`#key=${token}`, token], ["#key=x", null]] as const) {
    const replaced: unknown[] = [];
    const window = { location: { hash, origin: office, pathname: "/field/" }, history: { replaceState: (...args: unknown[]) => replaced.push(args) } };
    expect(takeToken(window as unknown as Window)).toBe(taken);
    expect(replaced).toEqual([[null, "", "/field/"]]);
  }
});
