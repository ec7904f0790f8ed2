/** Fills the app's own queue by the app's own code, faster than fingers would. A test in the browser bundles this by itself
 *  and brings it into the window; it is part of no build of the app. */
import { Entries } from "../queue/entries";
import type { Entry } from "../queue/entry";
import { tell } from "../shell/locks";
import { openDatabase } from "../vault/database";
import { unlock } from "../vault/vault";

/** A form as somebody filled it in. photographs: sizes in bytes by the names that the answers say. */
export interface Filled {
  readonly xml: string;
  readonly photographs: Readonly<Record<string, number>>;
}

const GRAIN = 65_536; // the most bytes that one call makes up

async function opened(pin: string): Promise<Entries> {
  const tried = await unlock(await openDatabase(() => undefined), { pin });
  if (!("vault" in tried)) throw new Error("a wrong PIN");
  return new Entries(tried.vault);
}

/** Puts finished forms into the queue and tells the open windows. */
export async function fill(pin: string, form: Pick<Entry, "formId" | "formVersion" | "title" | "household">, all: readonly Filled[]): Promise<void> {
  const entries = await opened(pin);
  for (const [at, { xml, photographs }] of all.entries()) {
    const { id } = await entries.begin({ ...form, label: String(at), startedAt: Date.now() });
    const attachments = Object.entries(photographs).map(([name, size]) => ({ name, bytes: photograph(size) }));
    await entries.finish(id, xml, attachments, Date.now());
  }
  tell("changed");
}

/** Every entry of the phone, as it stands. */
export async function held(pin: string): Promise<Entry[]> {
  return (await opened(pin)).all();
}

function photograph(size: number): Blob {
  const grains = Array.from({ length: Math.ceil(size / GRAIN) }, () => crypto.getRandomValues(new Uint8Array(GRAIN)));
  return new Blob(grains, { type: "image/jpeg" }).slice(0, size, "image/jpeg");
}
