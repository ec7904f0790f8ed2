/** One go at sending everything that is finished. Only the tab that holds the lock 'samutphok-round' runs it. */
import type { Absence, Office, Posted } from "../office/office";
import type { Entries } from "./entries";
import type { Entry } from "./entry";
import { batches, verdict } from "./receipts";

const RECEIPTS_AT_ONCE = 200;
const POST_LIMIT = 4 * 1024 * 1024;
const SERVER_ERRORS = 3; // in a row; then the server is left alone for a while

/** stopped: why it ended before all was tried; null when it came to the end. */
export interface Pushed {
  readonly stopped: Absence | null;
}

/** Sends what is ready, oldest first, and asks for receipts. told: called after each change, for the screen. */
export async function push(office: Office, entries: Entries, told: () => void): Promise<Pushed> {
  const all = await entries.all();
  // a tab that was killed left these behind: with the lock in our hands nobody is sending them
  for (const entry of all.filter((one) => one.state === "sending")) await entries.move(entry.id, "ready");
  const tried = all.filter((one) => one.attempts > 0 && ["ready", "sending", "waiting"].includes(one.state));
  const asked = await settle(office, entries, tried.map((entry) => entry.id));
  told();
  if (asked?.kind === "unreachable") return { stopped: asked };
  const stopped = await sendReady(office, entries, told);
  if (stopped && stopped.kind !== "later") return { stopped };
  const waiting = (await entries.all()).filter((one) => one.state === "waiting");
  const settled = await settle(office, entries, waiting.map((entry) => entry.id));
  told();
  return { stopped: stopped ?? settled };
}

async function sendReady(office: Office, entries: Entries, told: () => void): Promise<Absence | null> {
  let errors = 0;
  for (const { id, attempts } of (await entries.all()).filter((one) => one.state === "ready")) {
    const entry = await entries.move(id, "sending", { attempts: attempts + 1, reason: "" });
    told();
    const posted = await post(office, entries, entry);
    await note(entries, id, posted);
    told();
    errors = posted.kind === "later" ? errors + 1 : 0;
    if (posted.kind === "unreachable" || posted.kind === "key") return posted;
    if (posted.kind === "later" && (posted.retryAfter > 0 || errors >= SERVER_ERRORS)) return posted;
  }
  return null;
}

async function post(office: Office, entries: Entries, entry: Entry, limit = POST_LIMIT): Promise<Posted> {
  const xml = await entries.answers(entry.id);
  const parts = batches(entry.files.filter((file) => !entry.kept.includes(file.key)), limit);
  for (const [at, part] of parts.entries()) {
    const files = await Promise.all(part.map((file) => entries.attachment(file)));
    const posted = await office.submit(xml, files, at < parts.length - 1);
    if (posted.kind === "large" && part.length > 1) return post(office, entries, entry, 0);
    if (posted.kind !== "kept") return posted;
  }
  return { kind: "kept" };
}

async function note(entries: Entries, id: string, posted: Posted): Promise<void> {
  if (posted.kind === "kept") await entries.move(id, "waiting");
  else if (posted.kind === "conflict") await entries.move(id, "conflict");
  else if (posted.kind === "refused") await entries.move(id, "refused", { reason: posted.reason });
  else if (posted.kind === "large") await entries.move(id, "refused", { reason: "large" });
  else await entries.move(id, "ready");
}

/** Compares receipts with the entries; null when all answers came. */
async function settle(office: Office, entries: Entries, ids: readonly string[]): Promise<Absence | null> {
  for (let at = 0; at < ids.length; at += RECEIPTS_AT_ONCE) {
    const some = (await Promise.all(ids.slice(at, at + RECEIPTS_AT_ONCE).map((id) => entries.get(id)))).filter((one) => one !== null);
    const answer = await office.receipts(some.map((entry) => entry.instanceId));
    if (answer.kind !== "answer") return answer;
    for (const entry of some) {
      const said = verdict(entry, answer.value);
      if (said.to === "received") await entries.receive(entry.id, said.receivedAt, said.reason);
      else if (said.to === "conflict") await entries.move(entry.id, "conflict");
      else await entries.move(entry.id, "ready", { kept: said.kept });
    }
  }
  return null;
}
