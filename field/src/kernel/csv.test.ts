import { expect, test } from "vitest";
import { csvLine, readCsv } from "./csv";

test("values with commas, quotes and line ends come back as they were written", () => {
  const values = ['บ้าน "ริมคลอง"', "ก,ข", "สอง\nบรรทัด", "", "ปกติ"];
  expect(readCsv("a,b,c,d,e\r\n" + csvLine(values))).toEqual([
    { a: values[0], b: values[1], c: values[2], d: values[3], e: values[4] },
  ]);
});

test("a byte order mark, a last line without an end and empty lines are no rows", () => {
  expect(readCsv("\uFEFFname,label\n1,หนึ่ง\n\n2,สอง")).toEqual([
    { name: "1", label: "หนึ่ง" },
    { name: "2", label: "สอง" },
  ]);
});

test("a short row has empty last columns, and an empty file has no rows", () => {
  expect(readCsv("name,label,due\n1,หนึ่ง\n")).toEqual([{ name: "1", label: "หนึ่ง", due: "" }]);
  expect(readCsv("")).toEqual([]);
  expect(readCsv("name,label\n")).toEqual([]);
});

test("any rows survive the way there and back", () => {
  const signs = ["ก", ",", '"', "\n", "\r\n", " ", "ๆ", "7"];
  for (let seed = 1; seed < 300; seed++) {
    let state = seed;
    const pick = (below: number) => (state = (state * 48271) % 2147483647) % below;
    const value = () => Array.from({ length: pick(5) }, () => signs[pick(signs.length)]).join("");
    const rows = Array.from({ length: 1 + pick(4) }, () => ["x" + value(), value(), value()]);
    const read = readCsv("a,b,c\r\n" + rows.map(csvLine).join(""));
    expect(read.map((row) => [row["a"], row["b"], row["c"]])).toEqual(rows);
  }
});
