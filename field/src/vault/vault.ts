/** Sealed storage: what the app keeps, opened with the key while it is unlocked. */
import { WIPE_LISTS_AT } from "../kernel/waits";
import { newLock, openLock, relock, seal, unseal, type Opener } from "./crypto";
import type { Database, LockRow, StoreName } from "./database";

const writing = new TextEncoder();
const reading = new TextDecoder();

/** Names of things. Lists are the families' part: they go when the volunteer logs out or too many PINs are wrong. */
export const LISTS = "list/";
export const VISITS = "list/visits";

export class Vault {
  constructor(
    readonly database: Database,
    private readonly key: CryptoKey,
  ) {}

  /** The value of a thing, null when there is none. */
  async get<Value>(id: string): Promise<Value | null> {
    const row = await this.database.get("things", id);
    return row ? (JSON.parse(reading.decode(await this.open("things", id, row))) as Value) : null;
  }

  async put(id: string, value: unknown): Promise<void> {
    await this.database.put("things", { id, ...(await this.sealed("things", id, value)) });
  }

  /** A value sealed for its place, to be written together with others in one transaction. */
  sealed(store: StoreName, id: string, value: unknown) {
    return this.sealedBytes(store, id, writing.encode(JSON.stringify(value)));
  }

  sealedBytes(store: StoreName, id: string, bytes: BufferSource) {
    return seal(this.key, `${store}/${id}`, bytes);
  }

  open(store: StoreName, id: string, row: { nonce: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }): Promise<ArrayBuffer> {
    return unseal(this.key, `${store}/${id}`, row);
  }

  async value<Value>(store: StoreName, id: string, row: { nonce: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }): Promise<Value> {
    return JSON.parse(reading.decode(await this.open(store, id, row))) as Value;
  }
}

/** The phone's lock; null before it has been set up. */
export async function lockOf(database: Database): Promise<LockRow | null> {
  return ((await database.get("plain", "lock")) as LockRow | undefined) ?? null;
}

/** A new phone: key, lock and the token, sealed. Rejects when the phone has a lock already. */
export async function setUp(database: Database, pin: string, token: string, rounds?: number): Promise<Vault> {
  const { lock, key } = await newLock(pin, token, rounds);
  const vault = new Vault(database, key);
  await database.add("plain", { ...lock, wrongTries: 0 }, "lock");
  await vault.put("token", token);
  return vault;
}

export type Unlocking = { readonly vault: Vault } | { readonly wrongTries: number; readonly wiped: boolean };

/** Opens with PIN or token. A wrong one is counted before it is tried, so that closing the app does not undo the count;
 *  at the tenth the household lists go, unsent work stays. Rejects on a phone that was never set up. */
export async function unlock(database: Database, opener: Opener): Promise<Unlocking> {
  const wrongTries = await countTry(database);
  const lock = await lockOf(database);
  if (!lock) throw new Error("no lock on this phone");
  const key = await openLock(lock, opener);
  if (key) {
    await changeLock(database, (row) => ({ ...row, wrongTries: 0 }));
    return { vault: new Vault(database, key) };
  }
  if (wrongTries >= WIPE_LISTS_AT) await wipeLists(database);
  return { wrongTries, wiped: wrongTries >= WIPE_LISTS_AT };
}

/** The same key under a new PIN, or for another link. False when the opener is wrong. */
export async function changeOpeners(database: Database, opener: Opener, change: { pin: string; token: string }): Promise<boolean> {
  const lock = await lockOf(database);
  const changed = lock && (await relock(lock, opener, change));
  if (changed) await changeLock(database, () => ({ ...changed, wrongTries: 0 }));
  return Boolean(changed);
}

/** Deletes household lists and visits; needs no key. */
export async function wipeLists(database: Database): Promise<void> {
  await database.delete("things", IDBKeyRange.bound(LISTS, `${LISTS}\uffff`));
}

/** Logout: lists, forms and the token go. Entries and their files stay while any of them is unsent, else nothing stays. */
export async function wipeAllButEntries(database: Database): Promise<void> {
  await database.clear("things");
}

/** Everything goes, the lock too. */
export async function wipeAll(database: Database): Promise<void> {
  const all = database.transaction(["plain", "things", "entries", "files"], "readwrite");
  await Promise.all([...all.objectStoreNames].map((store) => all.objectStore(store).clear()));
  await all.done;
}

async function countTry(database: Database): Promise<number> {
  return (await changeLock(database, (row) => ({ ...row, wrongTries: row.wrongTries + 1 })))?.wrongTries ?? 0;
}

async function changeLock(database: Database, change: (row: LockRow) => LockRow): Promise<LockRow | null> {
  const writing = database.transaction("plain", "readwrite", { durability: "strict" });
  const row = (await writing.store.get("lock")) as LockRow | undefined;
  const changed = row ? change(row) : null;
  if (changed) await writing.store.put(changed, "lock");
  await writing.done;
  return changed;
}
