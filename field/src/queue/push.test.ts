import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test } from "vitest";
import { officeAt } from "../office/office";
import { chanceOf } from "../testing/chance";
import { FakeServer, Killed, type Fault } from "../testing/server";
import { openDatabase } from "../vault/database";
import { setUp, type Vault } from "../vault/vault";
import { Entries } from "./entries";
import { push } from "./push";
import { UNSENT } from "./states";

let vault: Vault;
let entries: Entries;
let count = 0;

const begun = { formId: "visit", formVersion: "1", title: "เยี่ยม", household: "h", label: "บ้าน", startedAt: 1 };
const xmlOf = (id: string) => `<data><meta><instanceID>uuid:${id}</instanceID></meta><note>บ้าน ${id}</note></data>`;
const quiet = () => {};

beforeEach(async () => {
  vault = await setUp(await openDatabase(quiet, `push-${count++}`), "2590", "token", 200);
  entries = new Entries(vault);
});

async function finished(name: string, ...files: string[]): Promise<string> {
  const { id } = await entries.begin(begun);
  const attachments = files.map((content, at) => ({ name: `รูป ${at}.jpg`, bytes: new Blob([content]) }));
  return (await entries.finish(id, xmlOf(name), attachments, 1)).id;
}

const go = (server: FakeServer) => push(officeAt("token", server.fetch), entries, quiet);
const stateOf = async (id: string) => (await entries.get(id))!.state;

/** A server on which the given faults happen one after the other at POSTs of forms, then none. */
const faulty = (...faults: Fault[]) => new FakeServer((path) => (path.endsWith("submission") && faults.shift()) || "none");

test("a form with photographs is sent, receipted, and only then leaves the phone", async () => {
  const id = await finished("1", "ภาพหนึ่ง", "ภาพสอง");
  const server = faulty();
  expect(await go(server)).toEqual({ stopped: null });
  expect([...server.kept.get("uuid:1")!.files.keys()]).toEqual(["รูป 0.jpg", "รูป 1.jpg"]);
  expect(await entries.get(id)).toMatchObject({ state: "received", files: [], receivedAt: "2026-11-23T05:00:00Z" });
  expect(await entries.answers(id)).toBe("");
});

test.each<[Fault, string]>([
  ["lost request", "ready"],
  ["lost reply", "ready"],
  ["error", "ready"],
  ["busy", "ready"],
  ["portal", "ready"],
  ["lost file", "ready"],
])("%s: the form stays, says so, and arrives once at the next go", async (fault, state) => {
  const id = await finished("1", "ภาพ");
  const server = faulty(fault);
  await go(server);
  expect(await stateOf(id)).toBe(state);
  expect(await entries.answers(id)).toBe(xmlOf("1"));
  await go(server);
  expect(await stateOf(id)).toBe("received");
  expect(server.kept.size).toBe(1);
});

test("a lost reply is not sent again: the receipt says that it came", async () => {
  const id = await finished("1", "ภาพ");
  const server = faulty("lost reply");
  await go(server);
  await go(server);
  expect(server.posts).toBe(1);
  expect(await stateOf(id)).toBe("received");
});

test("a tab killed in the middle of sending: the next one goes on", async () => {
  const id = await finished("1", "ภาพ");
  const server = faulty("killed tab");
  await expect(go(server)).rejects.toThrow(Killed);
  expect(await stateOf(id)).toBe("sending");
  entries = new Entries(vault);
  await go(server);
  expect(await stateOf(id)).toBe("received");
  expect(server.kept.size).toBe(1);
});

test("without a receipt a form waits, and says that it waits", async () => {
  const id = await finished("1");
  const server = faulty();
  server.receiptsBroken = true;
  await go(server);
  expect(await stateOf(id)).toBe("waiting");
  expect(await entries.answers(id)).toBe(xmlOf("1"));
  await go(server);
  expect(server.posts).toBe(1);
  server.receiptsBroken = false;
  await go(server);
  expect(await stateOf(id)).toBe("received");
});

test("a server restored from an older backup gets the form again", async () => {
  const id = await finished("1");
  const server = faulty();
  server.receiptsBroken = true;
  await go(server);
  server.kept.clear();
  server.receiptsBroken = false;
  await go(server);
  await go(server);
  expect(await stateOf(id)).toBe("received");
  expect(server.kept.size).toBe(1);
});

test("a receipt with other bytes is a conflict, and the answers stay on the phone", async () => {
  const id = await finished("1");
  const server = faulty();
  server.kept.set("uuid:1", { sha256: "0".repeat(64), files: new Map() });
  await go(server);
  expect(await stateOf(id)).toBe("conflict");
  expect(await entries.answers(id)).toBe(xmlOf("1"));
  expect(server.conflicts).toEqual(["uuid:1"]);
});

test("a refusal keeps the server's reason and does not hold up the others", async () => {
  const bad = await finished("1");
  const good = await finished("2");
  const server = faulty();
  server.refuse = (xml) => (xml.includes("uuid:1") ? "แบบนี้อ่านไม่ได้ &amp; ไม่รับ" : null);
  await go(server);
  expect(await entries.get(bad)).toMatchObject({ state: "refused", reason: "แบบนี้อ่านไม่ได้ & ไม่รับ" });
  expect(await entries.answers(bad)).toBe(xmlOf("1"));
  expect(await stateOf(good)).toBe("received");
});

test("one form that breaks the server does not hold up the others", async () => {
  const bad = await finished("1");
  const good = await finished("2");
  await go(faulty("error"));
  expect([await stateOf(bad), await stateOf(good)]).toEqual(["ready", "received"]);
});

test("a busy server is left alone for as long as it asks", async () => {
  await finished("1");
  const other = await finished("2");
  const server = faulty("busy");
  expect(await go(server)).toEqual({ stopped: { kind: "later", retryAfter: 7000 } });
  expect(server.posts).toBe(0);
  expect(await stateOf(other)).toBe("ready");
});

test("files that are too many for one POST go one by one; one that is too large is said to be", async () => {
  const small = await finished("1", "x".repeat(400), "y".repeat(400), "z".repeat(400));
  const large = await finished("2", "x".repeat(5000));
  const server = faulty();
  server.largest = 700;
  await go(server);
  expect(await stateOf(small)).toBe("received");
  expect(server.kept.get("uuid:1")!.files.size).toBe(3);
  expect(await entries.get(large)).toMatchObject({ state: "refused", reason: "large" });
});

test("two contents under one name both arrive, and the form is not sent for ever", async () => {
  const { id } = await entries.begin(begun);
  const attachments = ["ภาพหนึ่ง", "ภาพสอง"].map((content) => ({ name: "รูป.jpg", bytes: new Blob([content]) }));
  await entries.finish(id, xmlOf("1"), attachments, 1);
  const server = faulty("lost file");
  await go(server);
  expect(await stateOf(id)).toBe("ready");
  await go(server);
  expect(await stateOf(id)).toBe("received");
  expect([...server.kept.get("uuid:1")!.files.values()]).toHaveLength(2);
});

test("a revoked key's forms are kept apart by the office, and say so", async () => {
  const id = await finished("1", "ภาพ");
  const server = faulty();
  server.revoked = { wipe: true };
  await go(server);
  expect(await entries.get(id)).toMatchObject({ state: "received", reason: "quarantined" });
});

describe("whatever happens on the way, none is lost and none doubled", () => {
  const FAULTS: Fault[] = ["lost request", "lost reply", "error", "busy", "portal", "killed tab", "lost file"];

  test.each(Array.from({ length: 40 }, (_, seed) => seed + 1))("chance %i", async (seed) => {
    const chance = chanceOf(seed);
    let bad = true;
    const server = new FakeServer(() => (bad && chance() < 0.45 ? FAULTS[Math.floor(chance() * FAULTS.length)]! : "none"));
    const sent = new Map<string, string[]>();
    for (let round = 0; round < 14; round++) {
      bad = round < 10;
      if (round < 4) {
        const files = Array.from({ length: Math.floor(chance() * 3) }, (_, at) => `ภาพ ${seed} ${round} ${at}`);
        sent.set(`uuid:${seed}-${round}`, files);
        await finished(`${seed}-${round}`, ...files);
      }
      entries = new Entries(vault);
      await go(server).catch((trouble: unknown) => {
        if (!(trouble instanceof Killed)) throw trouble;
      });
      for (const entry of await entries.all()) {
        const kept = server.kept.get(entry.instanceId);
        if (entry.state === "received") expect(kept?.files.size).toBe(sent.get(entry.instanceId)!.length);
        else expect(await entries.answers(entry.id)).not.toBe("");
      }
    }
    expect((await entries.all()).map((entry) => entry.state)).toEqual([...sent].map(() => "received"));
    expect([...server.kept.keys()].sort()).toEqual([...sent.keys()].sort());
    expect(new Set(server.acknowledged)).toEqual(new Set(sent.keys()));
    expect(server.conflicts).toEqual([]);
    expect((await entries.all()).filter((entry) => UNSENT.includes(entry.state))).toEqual([]);
  });
});
