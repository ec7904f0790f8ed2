import { expect, test } from "vitest";
import type { Visit } from "../office/office";
import { byDue, familiesOf, matching, membersOf } from "./family";

const row = (name: string, more = {}) => ({ name, head: `นาย${name}`, village_name: "บ้านบางลา", house_code: "83001", members: "4", geometry: "7.9 98.3 0 0", due: "", last_visit: "", ...more });
const visit = (household: string, due: string, kind = "visit"): Visit => ({ household, label: `บ้าน ${household}`, village: "บ้านใหม่", due, kind, rhythm_days: null, last_visit: "", last_outcome: "", geometry: "" });

test("every family stands once: to visit, listed, found", () => {
  const families = familiesOf([row("1"), row("2")], [visit("2", "2026-11-20"), visit("9", "2026-11-25")], [row("7"), row("1")]);
  expect(families.map((family) => [family.id, family.kind, family.found])).toEqual([
    ["2", "visit", false],
    ["9", "visit", false],
    ["1", "", false],
    ["7", "", true],
  ]);
  expect(families[0]).toMatchObject({ head: "นาย2", members: 4, place: { lat: 7.9, lon: 98.3 }, due: "2026-11-20" });
  expect(families[1]).toMatchObject({ head: "บ้าน 9", village: "บ้านใหม่", place: null });
});

test("a family with two visits shows the first, the more pressing one", () => {
  expect(familiesOf([], [visit("1", "2026-11-20", "companion"), visit("1", "2026-12-20", "verify")], [])).toMatchObject([
    { id: "1", kind: "companion", due: "2026-11-20" },
  ]);
});

test("visits by how pressing they are", () => {
  const days = ["2026-12-31", "2026-11-23", "2026-11-01", "2026-10-01", "", "2026-11-25"];
  const groups = byDue(familiesOf([row("x")], days.map((day, at) => visit(String(at), day)), []), "2026-11-23");
  expect(groups.map((group) => [group.due, group.families.map((family) => family.id)])).toEqual([
    ["over", ["3", "2"]],
    ["today", ["1"]],
    ["week", ["5"]],
    ["later", ["0"]],
    ["open", ["4"]],
  ]);
});

test("the search takes words in any order, of name, village and house", () => {
  const families = familiesOf([row("สมชาย ใจดี"), row("สมหญิง", { village_name: "บ้านเกาะ" })], [], []);
  const found = (search: string) => matching(families, search).map((family) => family.id);
  expect(found("ใจดี สมชาย")).toEqual(["สมชาย ใจดี"]);
  expect(found("เกาะ")).toEqual(["สมหญิง"]);
  expect(found("83001")).toHaveLength(2);
  expect(found("ไม่มี")).toEqual([]);
});

test("members stand with their household", () => {
  const members = membersOf([
    { name: "p1", household: "1", title: "นาง", first_name: "สมศรี", last_name: "ตัวอย่าง", age: "61", label: "" },
    { name: "p2", household: "1", label: "ไม่ทราบชื่อ", age: "" },
  ]);
  expect(members.get("1")!.map((member) => [member.name, member.age])).toEqual([
    ["นางสมศรี ตัวอย่าง", "61"],
    ["ไม่ทราบชื่อ", ""],
  ]);
});
