import { expect, test } from "vitest";
import { newLock, openLock, relock, seal, sha256, unseal, type Lock } from "./crypto";

const FEW = 500; // rounds: these tests are about what opens, not about how long it takes
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (buffer: ArrayBuffer) => new TextDecoder().decode(buffer);

async function opens(lock: Lock, key: CryptoKey, opener: { pin: string } | { token: string }): Promise<boolean> {
  const other = await openLock(lock, opener);
  if (!other) return false;
  return read(await unseal(other, "a/1", await seal(key, "a/1", bytes("บ้าน")))) === "บ้าน";
}

test("PIN or token open the lock, nothing else does", async () => {
  const { lock, key } = await newLock("2590", "token-of-the-link", FEW);
  expect(await opens(lock, key, { pin: "2590" })).toBe(true);
  expect(await opens(lock, key, { token: "token-of-the-link" })).toBe(true);
  for (const pin of ["2591", "0000", "259", "25900", ""]) expect(await openLock(lock, { pin })).toBeNull();
  expect(await openLock(lock, { token: "another" })).toBeNull();
  expect(await openLock(lock, { token: "2590" })).toBeNull();
  expect(await openLock(lock, { pin: "token-of-the-link" })).toBeNull();
});

test("the same PIN on another phone opens nothing: salt and phone key are its own", async () => {
  const one = await newLock("2590", "token", FEW);
  const other = await newLock("2590", "token", FEW);
  expect(await openLock({ ...one.lock, phone: other.lock.phone }, { pin: "2590" })).toBeNull();
  expect(await openLock({ ...one.lock, salt: other.lock.salt }, { pin: "2590" })).toBeNull();
  expect(await openLock({ ...one.lock, rounds: FEW + 1 }, { pin: "2590" })).toBeNull();
});

test("a changed PIN opens what was sealed before, and the old one no more", async () => {
  const { lock, key } = await newLock("2590", "token", FEW);
  const changed = await relock(lock, { pin: "2590" }, { pin: "80615", token: "token" });
  expect(await opens(changed!, key, { pin: "80615" })).toBe(true);
  expect(await openLock(changed!, { pin: "2590" })).toBeNull();
  expect(await relock(lock, { pin: "9999" }, { pin: "1", token: "token" })).toBeNull();
});

test("whoever forgot the PIN opens by the link and sets a new one", async () => {
  const { lock, key } = await newLock("2590", "token", FEW);
  const changed = await relock(lock, { token: "token" }, { pin: "4711", token: "token" });
  expect(await opens(changed!, key, { pin: "4711" })).toBe(true);
});

test("the keys cannot be taken out of the browser", async () => {
  const { lock, key } = await newLock("2590", "token", FEW);
  expect(key.extractable).toBe(false);
  expect(lock.phone.extractable).toBe(false);
  expect((await openLock(lock, { pin: "2590" }))!.extractable).toBe(false);
});

test("sealed bytes open only at their place, unchanged", async () => {
  const { key } = await newLock("2590", "token", FEW);
  const sealed = await seal(key, "entries/1", bytes("ครอบครัวตัวอย่าง"));
  await expect(unseal(key, "entries/2", sealed)).rejects.toThrow();
  const flipped = new Uint8Array(sealed.bytes.slice(0));
  flipped[3]! ^= 1;
  await expect(unseal(key, "entries/1", { ...sealed, bytes: flipped.buffer })).rejects.toThrow();
  expect(read(await unseal(key, "entries/1", sealed))).toBe("ครอบครัวตัวอย่าง");
});

test("no nonce is used twice, and equal texts do not look equal", async () => {
  const { key } = await newLock("2590", "token", FEW);
  const many = await Promise.all(Array.from({ length: 500 }, () => seal(key, "a", bytes("same"))));
  expect(new Set(many.map((sealed) => sealed.nonce.join())).size).toBe(500);
  expect(new Set(many.map((sealed) => new Uint8Array(sealed.bytes).join())).size).toBe(500);
});

test("SHA-256 as everybody writes it", async () => {
  expect(await sha256(bytes("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
