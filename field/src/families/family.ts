/** A family as the phone knows it: a row of the household list, a visit that is due, or found at the door. */
import type { Row } from "../kernel/csv";
import { dueOn, type Due } from "../kernel/days";
import { readPlace, type Place } from "../kernel/places";
import type { Visit } from "../office/office";

/** kind: of the visit that is due, '' when none is. found: by this phone, the office's list does not have it yet. */
export interface Family {
  readonly id: string;
  readonly head: string;
  readonly village: string;
  readonly houseCode: string;
  readonly familyNo: string;
  readonly members: number;
  readonly place: Place | null;
  readonly due: string;
  readonly lastVisit: string;
  readonly lastOutcome: string;
  readonly kind: string;
  readonly rhythmDays: number | null;
  readonly found: boolean;
}

export interface Member {
  readonly id: string;
  readonly household: string;
  readonly name: string;
  readonly age: string;
}

/** Every family once: those to visit in their order, then the rest of the list, then those found. */
export function familiesOf(rows: readonly Row[], visits: readonly Visit[], found: readonly Row[]): Family[] {
  const listed = new Map(rows.map((row) => [row["name"] ?? "", row]));
  const due = new Map([...visits].reverse().map((visit) => [visit.household, visit])); // of several the most pressing
  const visited = [...new Set(visits.map((visit) => visit.household))];
  return [
    ...visited.map((id) => familyOf(listed.get(id) ?? {}, due.get(id)!, false)),
    ...rows.filter((row) => !due.has(row["name"] ?? "")).map((row) => familyOf(row, null, false)),
    ...found.filter((row) => !listed.has(row["name"] ?? "") && !due.has(row["name"] ?? "")).map((row) => familyOf(row, null, true)),
  ];
}

function familyOf(row: Row, visit: Visit | null, found: boolean): Family {
  const said = (name: string) => row[name] ?? "";
  return {
    id: visit?.household ?? said("name"),
    head: said("head") || visit?.label || said("label"),
    village: said("village_name") || visit?.village || said("village"),
    houseCode: said("house_code"),
    familyNo: said("family_no"),
    members: Number(said("members")) || 0,
    place: readPlace(said("geometry") || visit?.geometry || ""),
    due: visit?.due || said("due"),
    lastVisit: visit?.last_visit || said("last_visit"),
    lastOutcome: visit?.last_outcome || said("last_outcome"),
    kind: visit?.kind ?? "",
    rhythmDays: visit?.rhythm_days ?? null,
    found,
  };
}

export function membersOf(rows: readonly Row[]): Map<string, Member[]> {
  const members = new Map<string, Member[]>();
  for (const row of rows) {
    const household = row["household"] ?? "";
    const named = [row["title"], row["first_name"], row["last_name"]].filter(Boolean);
    const name = named.length ? `${row["title"] ?? ""}${row["first_name"] ?? ""} ${row["last_name"] ?? ""}`.trim() : (row["label"] ?? "");
    members.set(household, [...(members.get(household) ?? []), { id: row["name"] ?? "", household, name, age: row["age"] ?? "" }]);
  }
  return members;
}

const ORDER: readonly Due[] = ["over", "today", "week", "later", "open"];

/** Families to visit by how pressing they are; groups without families are left out. */
export function byDue(families: readonly Family[], today: string): { readonly due: Due; readonly families: Family[] }[] {
  const toVisit = families.filter((family) => family.kind !== "");
  const groups = ORDER.map((due) => ({ due, families: toVisit.filter((family) => dueOn(family.due, today) === due) }));
  for (const group of groups) group.families.sort((one, other) => one.due.localeCompare(other.due));
  return groups.filter((group) => group.families.length > 0);
}

/** Families whose name, village or house holds every word of the search. */
export function matching(families: readonly Family[], search: string): Family[] {
  const words = search.trim().toLowerCase().split(/\s+/);
  return families.filter((family) => {
    const text = [family.head, family.village, family.houseCode, family.familyNo].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
