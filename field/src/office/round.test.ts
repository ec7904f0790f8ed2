import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { Entries } from "../queue/entries";
import { chanceOf } from "../testing/chance";
import { FakeServer } from "../testing/server";
import { openDatabase, type Database } from "../vault/database";
import { lockOf, setUp, VISITS, type Vault } from "../vault/vault";
import { officeAt } from "./office";
import { CATALOGUE, formPlace, listPlace, type Catalogue, type VisitList } from "./pull";
import { CONTACT, round, type Outcome } from "./round";

let database: Database;
let vault: Vault;
let entries: Entries;
let server: FakeServer;
let count = 0;
let clock = Date.parse("2026-11-23T05:00:30Z");

/** The form list and manifests as JSON: how their XML is read is tested in the browser. */
const readers = { formList: JSON.parse, manifest: JSON.parse };
const begun = { formId: "visit", formVersion: "1", title: "เยี่ยม", household: "h", label: "บ้าน", startedAt: 1 };
const xmlOf = (id: string) => `<data><meta><instanceID>uuid:${id}</instanceID></meta></data>`;

beforeEach(async () => {
  database = await openDatabase(() => {}, `round-${count++}`);
  vault = await setUp(database, "2590", "token", 200);
  entries = new Entries(vault);
  server = new FakeServer();
  server.publish("visit", "1", { "households.csv": "name,label\n1,บ้านหนึ่ง\n" });
});

const go = (): Promise<Outcome> =>
  round({ office: officeAt("token", server.fetch), vault, entries, readers, clock: () => clock, told: () => {} });

const listed = async () => {
  const catalogue = (await vault.get<Catalogue>(CATALOGUE))!;
  const text = async (id: string) => new TextDecoder().decode(await vault.open("things", id, (await database.get("things", id))!));
  const files = catalogue.current.flatMap((form) => form.files.map((file) => text(listPlace(file.hash))));
  return { forms: catalogue.current.map(formPlace), files: await Promise.all(files) };
};

test("after the first round the phone has forms, lists and visits, and knows the server's time", async () => {
  expect(await go()).toEqual({ kind: "done" });
  expect(await listed()).toEqual({ forms: ["form/visit/1/md5:visit-1"], files: ["name,label\n1,บ้านหนึ่ง\n"] });
  expect((await vault.get<VisitList>(VISITS))!.visits.map((visit) => visit.household)).toEqual(["1"]);
  expect(await vault.get(CONTACT)).toEqual({ server: Date.parse("2026-11-23T05:00:00Z"), phone: clock });
});

test("what has not changed is not fetched again; what has changed replaces the old", async () => {
  await go();
  server.asked.length = 0;
  await go();
  expect(server.asked.filter((path) => /\.xml|\.csv/.test(path))).toEqual([]);
  server.publish("visit", "1", { "households.csv": "name,label\n2,บ้านสอง\n" });
  await go();
  expect(server.asked.filter((path) => /\.xml|\.csv/.test(path))).toEqual(["/v1/key/token/lists/households.csv"]);
  expect((await listed()).files).toEqual(["name,label\n2,บ้านสอง\n"]);
  expect((await database.getAllKeys("things")).filter((id) => id.startsWith("list/"))).toHaveLength(2);
});

test("an older version stays as long as something on the phone was filled in with it", async () => {
  await go();
  const { id } = await entries.begin(begun);
  server.publish("visit", "2", {});
  await go();
  const catalogue = (await vault.get<Catalogue>(CATALOGUE))!;
  expect(catalogue.current.map((form) => form.version)).toEqual(["2"]);
  expect(catalogue.older.map((form) => form.version)).toEqual(["1"]);
  expect(await database.get("things", "form/visit/1/md5:visit-1")).toBeDefined();
  await entries.remove(id);
  await go();
  expect((await vault.get<Catalogue>(CATALOGUE))!.older).toEqual([]);
  expect(await database.get("things", "form/visit/1/md5:visit-1")).toBeUndefined();
});

test("a fetch that breaks off anywhere changes nothing", async () => {
  await go();
  const before = await listed();
  server.publish("visit", "2", { "households.csv": "name,label\n3,บ้านสาม\n" });
  const steps = 6;
  for (let broken = 0; broken < steps; broken++) {
    let step = 0;
    server.fault = () => (step++ === broken ? "lost request" : "none");
    const outcome = await go();
    if (outcome.kind === "done") break;
    expect(await listed()).toEqual(before);
  }
  server.fault = () => "none";
  await go();
  expect((await listed()).files).toEqual(["name,label\n3,บ้านสาม\n"]);
});

test("a log-in page in between is no list", async () => {
  await go();
  const before = await listed();
  server.fault = () => "portal";
  expect((await go()).kind).toBe("unreachable");
  expect(await listed()).toEqual(before);
});

test("an unknown key is told apart from a dead network, and nothing is deleted", async () => {
  await go();
  const { id } = await entries.begin(begun);
  await entries.finish(id, xmlOf("1"), [], 1);
  server.unknown = true;
  expect(await go()).toEqual({ kind: "key" });
  expect((await entries.get(id))!.state).toBe("ready");
  expect(await vault.get(VISITS)).not.toBeNull();
});

test("a revoked key: lists go at once, finished work is delivered, drafts stay", async () => {
  await go();
  const draft = await entries.begin(begun);
  await entries.saveDraft(draft.id, xmlOf("draft"), [], 1);
  const { id } = await entries.begin(begun);
  await entries.finish(id, xmlOf("1"), [], 1);
  server.revoked = { wipe: false };
  expect(await go()).toEqual({ kind: "revoked" });
  expect(await vault.get(VISITS)).toBeNull();
  expect((await vault.get<Catalogue>(CATALOGUE))!.current).toEqual([]);
  expect(await entries.get(id)).toMatchObject({ state: "received", reason: "quarantined" });
  expect((await entries.get(draft.id))!.state).toBe("draft");
  expect(await lockOf(database)).not.toBeNull();
});

test("a lost phone: unsent work and drafts are delivered first, then nothing is left", async () => {
  await go();
  const draft = await entries.begin(begun);
  await entries.saveDraft(draft.id, xmlOf("draft"), [{ name: "a.jpg", bytes: new Blob(["ภาพ"]) }], 1);
  await entries.begin(begun);
  const { id } = await entries.begin(begun);
  await entries.finish(id, xmlOf("1"), [], 1);
  server.revoked = { wipe: true };
  server.fault = (path) => (path.endsWith("submission") ? "lost request" : "none");
  expect(await go()).toEqual({ kind: "unreachable" });
  expect(await vault.get(VISITS)).toBeNull();
  expect(await entries.answers(id)).toBe(xmlOf("1"));
  server.fault = () => "none";
  expect(await go()).toEqual({ kind: "wiped" });
  expect([...server.kept.keys()].sort()).toEqual(["uuid:1", "uuid:draft"]);
  expect(server.kept.get("uuid:draft")!.files.size).toBe(1);
  for (const store of ["plain", "things", "entries", "files"] as const) expect(await database.count(store)).toBe(0);
});

test("a phone whose clock is years off sends and fetches like any other", async () => {
  for (const year of [1970, 2016, 2099]) {
    clock = Date.UTC(year, 1, 1);
    const { id } = await entries.begin({ ...begun, startedAt: clock });
    await entries.finish(id, xmlOf(String(year)), [], clock);
    expect(await go()).toEqual({ kind: "done" });
    expect((await entries.get(id))!.state).toBe("received");
  }
});

test("two hundred forms on a flapping line all arrive once", async () => {
  const chance = chanceOf(200);
  for (let at = 0; at < 200; at++) {
    const { id } = await entries.begin(begun);
    await entries.finish(id, xmlOf(`many-${at}`), [], at);
  }
  server.fault = () => (chance() < 0.05 ? (chance() < 0.5 ? "lost request" : "lost reply") : "none");
  let rounds = 0;
  while ((await go()).kind !== "done") expect(++rounds).toBeLessThan(100);
  expect(server.kept.size).toBe(200);
  expect((await entries.all()).every((entry) => entry.state === "received")).toBe(true);
  expect(server.posts).toBeLessThan(230);
}, 60_000);
