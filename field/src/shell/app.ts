/** The app's state from the first moment: who may come in, and the session once somebody is in. */
import { reactive, shallowRef } from "vue";
import type { Language } from "../forms/contract";
import { UNSENT } from "../queue/states";
import { openDatabase, type Database } from "../vault/database";
import { changeOpeners, lockOf, setUp, unlock, wipeAll, wipeAllButEntries, type Vault } from "../vault/vault";
import { hear, tell } from "./locks";
import { Session } from "./session";
import { sayIn, type Word } from "./words";

export type Phase = "starting" | "unsupported" | "welcome" | "choose-pin" | "locked" | "open" | "wiped";

export const app = reactive({
  phase: "starting" as Phase,
  language: "th" as Language,
  /** Of the link that was just opened; '' when none was. */
  token: "",
  wrongTries: 0,
  listsWiped: false,
  /** Counted without the PIN, for the lock screen. */
  unsentLocked: 0,
  busy: false,
});

const current = shallowRef<Session | null>(null);
let database: Database;

/** The unlocked phone. Only pages that are shown after unlocking ask for it. */
export function useSession(): Session {
  if (!current.value) throw new Error("the app is locked");
  return current.value;
}

export const say = (word: Word, values: Record<string, string | number> = {}) => sayIn(app.language, word, values);

const supported = () => window.isSecureContext && "indexedDB" in window && "locks" in navigator && "subtle" in crypto;

export async function start(token: string | null): Promise<void> {
  app.token = token ?? "";
  if (!supported()) {
    app.phase = "unsupported";
    return;
  }
  database = await openDatabase(() => database.close());
  chooseLanguage(((await database.get("plain", "language")) as Language | undefined) ?? "th");
  hear((news) => {
    if (news === "changed") void current.value?.loadAll();
    if (news === "closed") window.location.reload();
  });
  await toEntrance();
}

export function chooseLanguage(language: Language): void {
  app.language = language;
  document.documentElement.lang = language;
  document.title = sayIn(language, "appName");
  void database.put("plain", language, "language");
}

/** The door as it stands: to set up, to unlock, or without a link. */
async function toEntrance(): Promise<void> {
  const lock = await lockOf(database);
  app.wrongTries = lock?.wrongTries ?? 0;
  const counts = await Promise.all(UNSENT.map((state) => database.countFromIndex("entries", "state", state)));
  app.unsentLocked = counts.reduce((sum, count) => sum + count, 0);
  app.phase = lock ? "locked" : app.token ? "choose-pin" : "welcome";
}

/** A link that was pasted instead of opened. */
export async function useToken(token: string): Promise<void> {
  app.token = token;
  await toEntrance();
}

export async function choosePin(pin: string): Promise<void> {
  await busy(async () => enter(await setUp(database, pin, app.token)));
}

/** Tries the PIN. With a link at hand that brings another key, the key is changed as well. */
export async function enterPin(pin: string): Promise<void> {
  await busy(async () => {
    const tried = await unlock(database, { pin });
    if (!("vault" in tried)) {
      app.wrongTries = tried.wrongTries;
      app.listsWiped ||= tried.wiped;
      return;
    }
    if (app.token && app.token !== (await tried.vault.get<string>("token"))) {
      await changeOpeners(database, { pin }, { pin, token: app.token });
      await tried.vault.put("token", app.token);
    }
    await enter(tried.vault);
  });
}

/** A new PIN by the link that set the phone up; false when the link is another one. */
export async function newPinByLink(pin: string): Promise<boolean> {
  const changed = await changeOpeners(database, { token: app.token }, { pin, token: app.token });
  if (changed) await enterPin(pin);
  return changed;
}

/** False when the old PIN is wrong. */
export async function changePin(oldPin: string, newPin: string): Promise<boolean> {
  const token = (await useSession().vault.get<string>("token")) ?? crypto.randomUUID();
  return changeOpeners(database, { pin: oldPin }, { pin: newPin, token });
}

export function lock(): void {
  current.value?.close();
  current.value = null;
  app.token = "";
  void toEntrance();
}

/** Lists, forms and the key go. When work is left that the office may not have, it stays, sealed, with its lock. */
export async function logout(): Promise<void> {
  const rest = useSession().all.value.filter((entry) => entry.state !== "received");
  current.value?.close();
  current.value = null;
  if (rest.length) await wipeAllButEntries(database);
  else await wipeAll(database);
  app.token = "";
  tell("closed");
  await toEntrance();
}

async function enter(vault: Vault): Promise<void> {
  const token = await vault.get<string>("token");
  const session = new Session(vault, token, () => app.language, wiped);
  app.token = "";
  app.wrongTries = 0;
  await session.open();
  current.value = session;
  app.phase = "open";
  void navigator.storage.persist();
}

function wiped(): void {
  current.value?.close();
  app.phase = "wiped";
  current.value = null;
  tell("closed");
}

async function busy(work: () => Promise<void>): Promise<void> {
  app.busy = true;
  try {
    await work();
  } finally {
    app.busy = false;
  }
}
