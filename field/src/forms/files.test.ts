import { expect, it } from "vitest";
import { fetcher, fileName } from "./files";
import { keptSize } from "./photo";
import { readPlace } from "./place";

it.each([
  ["jr://file-csv/households.csv", "households.csv"],
  ["jr://images/%E0%B8%9A%E0%B9%89%E0%B8%B2%E0%B8%99.jpg", "บ้าน.jpg"],
  ["jr://file/a%20b.xml", "a b.xml"],
])("%s is the file %s", (address, name) => expect(fileName(address)).toBe(name));

it("a file that the phone has comes with its kind; one that is missing is noted", async () => {
  const missing: string[] = [];
  const fetch = fetcher((name) => Promise.resolve(name === "a.csv" ? new Blob(["x"]) : null), missing);
  const found = await fetch({ href: "jr://file-csv/a.csv" });
  expect(found.headers.get("Content-Type")).toBe("text/csv");
  expect(await found.text()).toBe("x");
  expect((await fetch({ href: "jr://images/b.png" })).status).toBe(404);
  expect(missing).toEqual(["b.png"]);
});

it.each([
  [4000, 3000, 1600, 1200],
  [3000, 4000, 1200, 1600],
  [800, 600, 800, 600], // never made larger
  [10_000, 2, 1600, 1],
])("a picture of %d × %d is kept as %d × %d", (width, height, kept, keptHeight) => {
  expect(keptSize(width, height)).toEqual({ width: kept, height: keptHeight });
});

it.each([
  ["18.7883 98.9853", "18.7883 98.9853 0 0"],
  [" 7.8804,98.3923 ", "7.8804 98.3923 0 0"],
  ["-7.5, 110", "-7.5 110 0 0"],
  ["98.9853", null],
  ["91 98", null],
  ["18 181", null],
  ["บ้านเหนือ", null],
])("the place %s", (written, value) => expect(readPlace(written)).toBe(value));
