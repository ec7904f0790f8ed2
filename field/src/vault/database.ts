/** The phone's database. In clear it holds random ids, states and counts; everything else is sealed. */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { State } from "../queue/states";
import type { Lock, Sealed } from "./crypto";

export interface LockRow extends Lock {
  readonly wrongTries: number;
}

/** version: counts the writings, so that two tabs do not overwrite each other. order: in which they were finished. */
export interface EntryRow extends Sealed {
  readonly id: string;
  readonly state: State;
  readonly order: number;
  readonly version: number;
}

interface Schema extends DBSchema {
  plain: { key: string; value: LockRow | string };
  things: { key: string; value: Sealed & { readonly id: string } };
  entries: { key: string; value: EntryRow; indexes: { order: number; state: State } };
  files: { key: string; value: Sealed & { readonly id: string } };
}

export type Database = IDBPDatabase<Schema>;
export type StoreName = "things" | "entries" | "files";

/** onTaken: another tab wants to upgrade the database, this one must close. */
export function openDatabase(onTaken: () => void, name = "samutphok-field"): Promise<Database> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore("plain");
      for (const store of ["things", "files"] as const) database.createObjectStore(store, { keyPath: "id" });
      const entries = database.createObjectStore("entries", { keyPath: "id" });
      entries.createIndex("order", "order");
      entries.createIndex("state", "state");
    },
    blocking: onTaken,
  });
}
