/** What a receipt means for an entry. Pure: the server's word against what the phone has. */
import type { Receipt } from "../office/office";
import type { Entry, StoredFile } from "./entry";

export type Verdict =
  | { readonly to: "received"; readonly receivedAt: string; readonly reason: string }
  | { readonly to: "conflict" }
  | { readonly to: "ready"; readonly kept: readonly string[] };

/** Standings in which the office has the form, though it has not taken it into the logbook as it is. */
const APART = ["quarantined", "unreadable", "set_aside"];

/** receipts: all that the server sent; it may keep two submissions under one name. Without one of ours it is sent again. */
export function verdict(entry: Entry, receipts: readonly Receipt[]): Verdict {
  const named = receipts.filter((receipt) => receipt.instanceID === entry.instanceId);
  const receipt = named.find((one) => one.sha256.toLowerCase() === entry.xmlSha256);
  if (!receipt) return { to: "ready", kept: [] };
  if (receipt.standing === "conflict") return { to: "conflict" };
  const kept = entry.files.filter((file) => lists(receipt, file, entry.files)).map((file) => file.key);
  if (kept.length < entry.files.length) return { to: "ready", kept };
  const reason = APART.includes(receipt.standing) ? receipt.standing : "";
  return { to: "received", receivedAt: receipt.received_at, reason };
}

/** Whether the receipt has the file's bytes, under its name or under one of the server's choosing. */
function lists(receipt: Receipt, file: StoredFile, all: readonly StoredFile[]): boolean {
  const others = new Set(all.map(nameOf).filter((name) => name !== nameOf(file)));
  return receipt.files.some((listed) => listed.present && listed.sha256.toLowerCase() === file.sha256 && !others.has(nameOf(listed)));
}

const nameOf = ({ name }: { readonly name: string }) => name.normalize("NFC");

/** Files in the order they are sent, so many to a POST that it stays below `limit` bytes; a larger one goes alone. */
export function batches(files: readonly StoredFile[], limit: number): StoredFile[][] {
  const made: StoredFile[][] = [[]];
  let size = 0;
  for (const file of files) {
    if (size + file.size > limit && made.at(-1)!.length > 0) {
      made.push([]);
      size = 0;
    }
    made.at(-1)!.push(file);
    size += file.size;
  }
  return made;
}
