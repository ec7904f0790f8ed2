import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { openDatabase, type Database } from "../vault/database";
import { setUp, type Vault } from "../vault/vault";
import { Entries, WrongMove } from "./entries";
import { instanceIdOf, renamed } from "./entry";
import { MOVES, UNSENT, type State } from "./states";

let database: Database;
let vault: Vault;
let entries: Entries;
let count = 0;

const begun = { formId: "visit", formVersion: "1", title: "เยี่ยม", household: "h-1", label: "บ้านเลขที่ 9", startedAt: 1 };
const photo = (name: string, text: string) => ({ name, bytes: new Blob([text], { type: "image/jpeg" }) });
const filled = (id: string, note = "") => `<data><meta><instanceID>${id}</instanceID></meta><note>${note}</note></data>`;

beforeEach(async () => {
  database = await openDatabase(() => {}, `entries-${count++}`);
  vault = await setUp(database, "2590", "token", 300);
  entries = new Entries(vault);
});

test("a draft is there after every save, with its photographs", async () => {
  const { id } = await entries.begin(begun);
  await entries.saveDraft(id, "<data><note>ก</note></data>", [photo("a.jpg", "ภาพหนึ่ง")], 5);
  const again = (await new Entries(vault).get(id))!;
  expect(again).toMatchObject({ state: "draft", savedAt: 5, household: "h-1" });
  expect(await entries.answers(id)).toBe("<data><note>ก</note></data>");
  expect(await (await entries.attachments(again))[0]!.bytes.text()).toBe("ภาพหนึ่ง");
});

test("a photograph that stays is not written again, one that was taken out is deleted", async () => {
  const { id } = await entries.begin(begun);
  const first = await entries.saveDraft(id, "<a/>", [photo("a.jpg", "1"), photo("b.jpg", "2")], 1);
  const second = await entries.saveDraft(id, "<b/>", [photo("b.jpg", "2"), photo("c.jpg", "3")], 2);
  expect(second.files[0]!.key).toBe(first.files[1]!.key);
  expect(await database.count("files")).toBe(3); // two photographs and the answers
  expect(await Promise.all((await entries.attachments(second)).map((file) => file.bytes.text()))).toEqual(["2", "3"]);
});

test("nothing of a form stands in clear in the database", async () => {
  const { id } = await entries.begin(begun);
  await entries.finish(id, filled("uuid:1", "ความลับของบ้าน"), [photo("สมชาย.jpg", "JPEGJPEGJPEG")], 1);
  const rows = [...(await database.getAll("entries")), ...(await database.getAll("files"))];
  const stored = JSON.stringify(rows, (_key, value: unknown) =>
    value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value instanceof Uint8Array ? "" : value,
  );
  for (const secret of ["ความลับของบ้าน", "สมชาย", "JPEG", "uuid:1", "visit", "h-1"]) expect(stored).not.toContain(secret);
});

test("a finished form is never edited", async () => {
  const { id } = await entries.begin(begun);
  const done = await entries.finish(id, filled("uuid:1", "จบ"), [], 1);
  expect(done).toMatchObject({ state: "ready", instanceId: "uuid:1", order: 1 });
  await expect(entries.saveDraft(id, filled("uuid:1", "แก้"), [], 2)).rejects.toThrow(WrongMove);
  await expect(entries.finish(id, filled("uuid:1", "แก้"), [], 2)).rejects.toThrow(WrongMove);
  expect(await entries.answers(id)).toBe(filled("uuid:1", "จบ"));
});

test("a form without instanceID is not finished", async () => {
  const { id } = await entries.begin(begun);
  await expect(entries.finish(id, "<data><note/></data>", [], 1)).rejects.toThrow(WrongMove);
  expect((await entries.get(id))!.state).toBe("draft");
});

test("entries move by the table of states alone", async () => {
  for (const to of ["draft", "waiting", "refused", "replaced"] as const) {
    const { id } = await entries.begin(begun);
    await entries.finish(id, filled("uuid:1"), [], 1);
    await expect(entries.move(id, to)).rejects.toThrow(WrongMove);
  }
});

test("no state leads back to a draft, and only received and conflict are ends", () => {
  const states = Object.keys(MOVES) as State[];
  expect(states.filter((state) => MOVES[state].includes("draft"))).toEqual([]);
  expect(states.filter((state) => MOVES[state].length === 0)).toEqual(["received", "replaced", "conflict"]);
});

test("what the office may not have cannot be deleted", async () => {
  const { id } = await entries.begin(begun);
  await entries.finish(id, filled("uuid:1"), [photo("a.jpg", "1")], 1);
  for (const state of ["ready", "sending", "waiting"] as const) {
    await entries.move(id, state);
    expect(UNSENT).toContain(state);
    await expect(entries.remove(id)).rejects.toThrow(WrongMove);
  }
  await entries.receive(id, "2026-11-23T05:00:00Z", "");
  expect(await database.count("files")).toBe(0);
  expect(await entries.get(id)).toMatchObject({ state: "received", files: [], instanceId: "uuid:1" });
  await entries.remove(id);
  expect(await entries.get(id)).toBeNull();
});

test("two tabs that change an entry at once lose nothing of each other", async () => {
  const { id } = await entries.begin(begun);
  await entries.finish(id, filled("uuid:1"), [], 1);
  const tabs = Array.from({ length: 6 }, () => new Entries(vault));
  await Promise.all(tabs.map((tab, at) => tab.move(id, "ready", at % 2 ? { attempts: at } : { reason: `r${at}` })));
  const after = (await entries.get(id))!;
  expect(after.attempts % 2).toBe(1);
  expect(after.reason).toMatch(/^r[024]$/);
  expect((await database.get("entries", id))!.version).toBe(8);
});

test("forms keep the order in which they were finished, whatever the clock says", async () => {
  const clocks = [9e12, 1, 5e12, -3];
  for (const [at, startedAt] of clocks.entries()) {
    const { id } = await entries.begin({ ...begun, startedAt });
    await entries.finish(id, filled(`uuid:${at}`), [], startedAt);
  }
  expect((await entries.all()).map((entry) => entry.instanceId)).toEqual(["uuid:0", "uuid:1", "uuid:2", "uuid:3"]);
});

test("the submission's own name, with and without a prefix", () => {
  expect(instanceIdOf("<d><orx:meta><orx:instanceID>uuid:7</orx:instanceID></orx:meta></d>")).toBe("uuid:7");
  expect(instanceIdOf('<d><meta><instanceID xmlns="x"> uuid:8 </instanceID></meta></d>')).toBe("uuid:8");
  expect(instanceIdOf("<d><instanceID/></d>")).toBe("");
  expect(renamed(filled("uuid:7", "ก"), "uuid:9")).toBe(filled("uuid:9", "ก"));
});
