import { expect, test } from "vitest";
import type { Receipt } from "../office/office";
import { newEntry, type Entry, type StoredFile } from "./entry";
import { verdict } from "./receipts";

const file = (key: string, name: string, sha256: string): StoredFile => ({ key, name, type: "image/jpeg", size: 1, sha256 });
const begun = { formId: "visit", formVersion: "1", title: "เยี่ยม", household: "h", label: "บ้าน", startedAt: 1 };
const entryWith = (...files: StoredFile[]): Entry => ({ ...newEntry("e", begun), instanceId: "uuid:1", xmlSha256: "x", files });

const receiptOf = (...files: [string, string][]): Receipt => ({
  instanceID: "uuid:1",
  standing: "stored",
  sha256: "x",
  received_at: "2026-11-23T05:00:00Z",
  files: files.map(([name, sha256]) => ({ name, sha256, present: true })),
});

test("of two contents under one name only the one that is listed counts as kept", () => {
  const entry = entryWith(file("k1", "รูป.jpg", "a"), file("k2", "รูป.jpg", "b"));
  expect(verdict(entry, [receiptOf(["รูป.jpg", "a"])])).toEqual({ to: "ready", kept: ["k1"] });
  expect(verdict(entry, [receiptOf(["รูป.jpg", "a"], ["รูป.jpg", "b"])])).toMatchObject({ to: "received" });
});

test("a file is found again under a name of the server's choosing", () => {
  expect(verdict(entryWith(file("k1", "a/b.jpg", "a")), [receiptOf(["file-0123", "a"])])).toMatchObject({ to: "received" });
});

test("equal bytes under another file's name do not stand for a file", () => {
  const entry = entryWith(file("k1", "1.jpg", "a"), file("k2", "2.jpg", "a"));
  expect(verdict(entry, [receiptOf(["1.jpg", "a"])])).toEqual({ to: "ready", kept: ["k1"] });
});

test("other bytes under a file's name are not the file", () => {
  expect(verdict(entryWith(file("k1", "1.jpg", "a")), [receiptOf(["1.jpg", "b"])])).toEqual({ to: "ready", kept: [] });
});
