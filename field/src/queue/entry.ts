/** A form that somebody fills in on this phone, from its first draft to the office's receipt. */
import type { State } from "./states";

/** A photograph or other file of an entry. key: where its sealed bytes are. */
export interface StoredFile {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
}

/** household, label: whom the form is about ('' for a new family). xmlSha256: of the answers, which are kept beside
 *  (`Entries.answers`) until the office has a receipt; '' before the first draft.
 *  kept: keys of files that a receipt has listed with equal SHA-256. reason: why it was refused or has to wait. */
export interface Entry {
  readonly id: string;
  readonly state: State;
  readonly order: number;
  readonly formId: string;
  readonly formVersion: string;
  readonly title: string;
  readonly household: string;
  readonly label: string;
  readonly startedAt: number;
  readonly savedAt: number;
  readonly instanceId: string;
  readonly xmlSha256: string;
  readonly files: readonly StoredFile[];
  readonly kept: readonly string[];
  readonly attempts: number;
  readonly reason: string;
  readonly receivedAt: string;
}

/** What a new entry needs to know. startedAt: best guess of the time (kernel/days). */
export type NewEntry = Pick<Entry, "formId" | "formVersion" | "title" | "household" | "label" | "startedAt">;

export function newEntry(id: string, begun: NewEntry): Entry {
  return {
    ...begun,
    id,
    state: "draft",
    order: 0,
    savedAt: begun.startedAt,
    instanceId: "",
    xmlSha256: "",
    files: [],
    kept: [],
    attempts: 0,
    reason: "",
    receivedAt: "",
  };
}

/** The submission's own name, as OpenRosa has it in <instanceID>; '' when it has none. */
export function instanceIdOf(xml: string): string {
  return /<(?:[\w.-]+:)?instanceID(?:\s[^>]*)?>\s*([^<\s]+)\s*</.exec(xml)?.[1] ?? "";
}

/** The same answers under a new name: a corrected copy of what the server refused. */
export function renamed(xml: string, instanceId: string): string {
  return xml.replace(/(<(?:[\w.-]+:)?instanceID(?:\s[^>]*)?>)[^<]*(<)/, `$1${instanceId}$2`);
}
