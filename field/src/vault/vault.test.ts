import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { openDatabase, type Database } from "./database";
import { changeOpeners, lockOf, setUp, unlock, wipeAllButEntries, VISITS, type Vault } from "./vault";

const PIN = "2590";
const TOKEN = "link-token-1234567890";
let database: Database;
let vault: Vault;
let count = 0;

beforeEach(async () => {
  database = await openDatabase(() => {}, `vault-${count++}`);
  vault = await setUp(database, PIN, TOKEN, 300);
});

async function everythingStored(): Promise<string> {
  const rows = await Promise.all((["things", "entries", "files"] as const).map((store) => database.getAll(store)));
  return rows.flat().map((row) => Array.from(new Uint8Array(row.bytes), (byte) => String.fromCharCode(byte)).join("") + row.id).join();
}

test("what is put comes back after unlocking, and nothing of it stands in clear", async () => {
  await vault.put(VISITS, { label: "บ้านตัวอย่าง", head: "SOMCHAI" });
  const opened = await unlock(database, { pin: PIN });
  expect("vault" in opened && (await opened.vault.get(VISITS))).toEqual({ label: "บ้านตัวอย่าง", head: "SOMCHAI" });
  expect("vault" in opened && (await opened.vault.get("token"))).toBe(TOKEN);
  const stored = await everythingStored();
  for (const secret of ["SOMCHAI", TOKEN, PIN]) expect(stored).not.toContain(secret);
});

test("a thing put in another's place does not open", async () => {
  await vault.put("one", 1);
  const row = (await database.get("things", "one"))!;
  await database.put("things", { ...row, id: "two" });
  await expect(vault.get("two")).rejects.toThrow();
});

test("a phone is set up once", async () => {
  await expect(setUp(database, "8888", "other", 300)).rejects.toThrow();
  expect("vault" in (await unlock(database, { pin: PIN }))).toBe(true);
});

test("wrong PINs are counted across page loads and forgotten at the right one", async () => {
  expect(await unlock(database, { pin: "0001" })).toEqual({ wrongTries: 1, wiped: false });
  expect(await unlock(database, { pin: "0002" })).toEqual({ wrongTries: 2, wiped: false });
  expect((await lockOf(database))!.wrongTries).toBe(2);
  expect("vault" in (await unlock(database, { pin: PIN }))).toBe(true);
  expect((await lockOf(database))!.wrongTries).toBe(0);
});

test("two tabs that guess at once are both counted", async () => {
  await Promise.all(Array.from({ length: 8 }, (_, at) => unlock(database, { pin: `000${at}` })));
  expect((await lockOf(database))!.wrongTries).toBe(8);
});

test("the tenth wrong PIN deletes the lists; forms, unsent work and the token stay", async () => {
  await vault.put(VISITS, ["family"]);
  await vault.put("list/households.csv", "rows");
  await vault.put("form/visit/1", "xml");
  await database.put("entries", { id: "e", state: "ready", order: 1, version: 1, ...(await vault.sealed("entries", "e", "work")) });
  for (let at = 1; at < 10; at++) expect(await unlock(database, { pin: "0000" })).toMatchObject({ wiped: false });
  expect(await vault.get(VISITS)).toEqual(["family"]);
  expect(await unlock(database, { pin: "0000" })).toEqual({ wrongTries: 10, wiped: true });
  expect(await vault.get(VISITS)).toBeNull();
  expect(await vault.get("list/households.csv")).toBeNull();
  expect(await vault.get("form/visit/1")).toBe("xml");
  expect(await vault.get("token")).toBe(TOKEN);
  expect(await vault.value("entries", "e", (await database.get("entries", "e"))!)).toBe("work");
  expect("vault" in (await unlock(database, { pin: PIN }))).toBe(true);
});

test("a new PIN by the old one, or by the link; a wrong opener changes nothing", async () => {
  expect(await changeOpeners(database, { pin: "1" }, { pin: "7777", token: TOKEN })).toBe(false);
  expect(await changeOpeners(database, { pin: PIN }, { pin: "80615", token: TOKEN })).toBe(true);
  expect(await unlock(database, { pin: PIN })).toMatchObject({ wrongTries: 1 });
  expect(await changeOpeners(database, { token: TOKEN }, { pin: "4711", token: TOKEN })).toBe(true);
  expect("vault" in (await unlock(database, { pin: "4711" }))).toBe(true);
});

test("logging out leaves the lock and unsent work", async () => {
  await database.put("entries", { id: "e", state: "ready", order: 1, version: 1, ...(await vault.sealed("entries", "e", "work")) });
  await wipeAllButEntries(database);
  expect(await vault.get("token")).toBeNull();
  const opened = await unlock(database, { pin: PIN });
  expect("vault" in opened && (await opened.vault.value("entries", "e", (await database.get("entries", "e"))!))).toBe("work");
});
