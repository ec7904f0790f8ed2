/** One contact with the office: say who we are, send what is finished, fetch what is new, or be wiped. */
import type { Contact } from "../kernel/days";
import type { Entries } from "../queue/entries";
import { push } from "../queue/push";
import { instanceIdOf } from "../queue/entry";
import { wipeAll, wipeLists, type Vault } from "../vault/vault";
import type { Absence, Office } from "./office";
import { CATALOGUE, pull, type Catalogue, type Readers } from "./pull";

export type Outcome = { readonly kind: "done" } | Absence | { readonly kind: "revoked" } | { readonly kind: "wiped" };

export const CONTACT = "contact";

export interface RoundTools {
  readonly office: Office;
  readonly vault: Vault;
  readonly entries: Entries;
  readonly readers: Readers;
  /** The phone's clock, wrong as it may be. */
  readonly clock: () => number;
  /** Called after each change, for the screen. */
  readonly told: () => void;
}

/** Runs in the tab that holds the lock 'samutphok-round'. 'done': everything is sent, receipted and fetched. */
export async function round(tools: RoundTools): Promise<Outcome> {
  const { office, vault, entries, told } = tools;
  const greeting = await office.me();
  if (greeting.kind === "unreachable") return greeting;
  if (greeting.kind === "revoked") return giveUp(tools, greeting.wipe);
  if (greeting.kind === "answer") await vault.put(CONTACT, contact(greeting.value.now, tools.clock()));
  const { stopped } = await push(office, entries, told);
  if (stopped?.kind === "unreachable") return stopped;
  if (greeting.kind !== "answer") return greeting;
  const needed = (await entries.all()).filter((entry) => entry.state !== "received");
  const missed = await pull(office, vault, tools.readers, greeting.value, needed);
  told();
  return stopped ?? missed ?? { kind: "done" };
}

function contact(now: string, phone: number): Contact {
  return { server: Date.parse(now), phone };
}

/** The key was taken back. Lists go at once. What is unsent is sent, the office keeps it apart; then, when the office
 *  asked for it, everything goes. Drafts are sent as they are then, since nobody will finish them on this phone. */
async function giveUp({ office, vault, entries, told }: RoundTools, wipe: boolean): Promise<Outcome> {
  await wipeLists(vault.database);
  await withdrawForms(vault);
  if (wipe) await closeDrafts(entries);
  const { stopped } = await push(office, entries, told);
  told();
  if (stopped) return stopped;
  if (!wipe) return { kind: "revoked" };
  if ((await entries.all()).some((entry) => ["ready", "sending", "waiting"].includes(entry.state))) return { kind: "later", retryAfter: 0 };
  await wipeAll(vault.database);
  return { kind: "wiped" };
}

async function withdrawForms(vault: Vault): Promise<void> {
  const catalogue = await vault.get<Catalogue>(CATALOGUE);
  if (!catalogue || catalogue.current.length === 0) return;
  await vault.put(CATALOGUE, { ...catalogue, current: [], older: [...catalogue.older, ...catalogue.current] });
}

async function closeDrafts(entries: Entries): Promise<void> {
  for (const entry of (await entries.all()).filter((one) => one.state === "draft")) {
    const xml = await entries.answers(entry.id);
    if (instanceIdOf(xml)) await entries.finish(entry.id, xml, await entries.attachments(entry), entry.savedAt);
    else await entries.remove(entry.id); // opened, nothing answered
  }
}
