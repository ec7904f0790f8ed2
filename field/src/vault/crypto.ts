/** Sealing with AES-GCM, and the lock that keeps the key: a PIN, this phone, and the link that set the phone up.
 *
 *  Every record has a nonce of its own and is bound to its place, so that none can be put where another stood. The key
 *  itself is random; it is wrapped twice. By PIN: PBKDF2 with this phone's salt, joined with a key that the browser
 *  does not give out. By the link's token: whoever forgets the PIN opens the link again and loses nothing.
 */

export interface Sealed {
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

/** What is kept of the key. Without PIN or token it opens nothing. */
export interface Lock {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly rounds: number;
  readonly phone: CryptoKey; // HMAC, not extractable
  readonly byPin: Sealed;
  readonly byToken: Sealed;
}

export type Opener = { readonly pin: string } | { readonly token: string };

/** PBKDF2 rounds for new locks: about a second on a cheap phone. */
export const ROUNDS = 1_000_000;

const AES = { name: "AES-GCM", length: 256 } as const;
const text = new TextEncoder();

/** Seals bytes for one place ('entries/…'). */
export async function seal(key: CryptoKey, place: string, bytes: BufferSource): Promise<Sealed> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = text.encode(place);
  return { nonce, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData }, key, bytes) };
}

/** The bytes of a place. Rejects with OperationError when key, place or bytes are not the ones they were sealed with. */
export async function unseal(key: CryptoKey, place: string, sealed: Sealed): Promise<ArrayBuffer> {
  const additionalData = text.encode(place);
  return crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.nonce, additionalData }, key, sealed.bytes);
}

/** A new random key, and its lock for this PIN and this token. */
export async function newLock(pin: string, token: string, rounds = ROUNDS): Promise<{ lock: Lock; key: CryptoKey }> {
  const phone = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const master = await crypto.subtle.generateKey(AES, true, ["encrypt", "decrypt"]);
  const lock = await lockFor(master, phone, rounds, pin, token);
  return { lock, key: await heldFast(master) };
}

/** The key, for whoever knows the PIN or has the link; null when it is the wrong one. */
export async function openLock(lock: Lock, opener: Opener): Promise<CryptoKey | null> {
  const master = await unwrap(lock, opener);
  return master && heldFast(master);
}

/** The same key under another PIN or another token. Null when the opener is wrong. */
export async function relock(lock: Lock, opener: Opener, change: { pin: string; token: string }): Promise<Lock | null> {
  const master = await unwrap(lock, opener);
  return master && lockFor(master, lock.phone, lock.rounds, change.pin, change.token);
}

export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function lockFor(master: CryptoKey, phone: CryptoKey, rounds: number, pin: string, token: string): Promise<Lock> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const raw = await crypto.subtle.exportKey("raw", master);
  return {
    salt,
    rounds,
    phone,
    byPin: await seal(await pinKey(pin, salt, rounds, phone), "lock/pin", raw),
    byToken: await seal(await tokenKey(token, salt), "lock/token", raw),
  };
}

async function unwrap(lock: Lock, opener: Opener): Promise<CryptoKey | null> {
  const byPin = "pin" in opener;
  const key = byPin ? await pinKey(opener.pin, lock.salt, lock.rounds, lock.phone) : await tokenKey(opener.token, lock.salt);
  try {
    const raw = await unseal(key, byPin ? "lock/pin" : "lock/token", byPin ? lock.byPin : lock.byToken);
    return await crypto.subtle.importKey("raw", raw, AES, true, ["encrypt", "decrypt"]);
  } catch (trouble) {
    if (trouble instanceof DOMException && trouble.name === "OperationError") return null;
    throw trouble;
  }
}

/** The key as the app holds it while it is open: usable, not to be taken out. */
async function heldFast(master: CryptoKey): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", await crypto.subtle.exportKey("raw", master), AES, false, ["encrypt", "decrypt"]);
}

async function pinKey(pin: string, salt: BufferSource, rounds: number, phone: CryptoKey): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveBits"]);
  const stretched = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, typed, 256);
  return derived(await crypto.subtle.sign("HMAC", phone, stretched), salt, "pin");
}

const tokenKey = (token: string, salt: BufferSource) => derived(text.encode(token), salt, "token");

async function derived(secret: BufferSource, salt: BufferSource, use: string): Promise<CryptoKey> {
  const from = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt, info: text.encode(`samutphok/${use}`) };
  return crypto.subtle.deriveKey(hkdf, from, AES, false, ["encrypt", "decrypt"]);
}
