/** The entries of this phone: drafts and the send queue, sealed, safe with several tabs. */
import type { Attachment } from "../forms/contract";
import type { EntryRow } from "../vault/database";
import { sha256 } from "../vault/crypto";
import type { Vault } from "../vault/vault";
import { instanceIdOf, newEntry, type Entry, type NewEntry, type StoredFile } from "./entry";
import { mayMove, REMOVABLE, type State } from "./states";

/** Two tabs wrote the same entry, or a move that the table of states does not have. */
export class WrongMove extends Error {}

type FileRow = Awaited<ReturnType<Vault["sealedBytes"]>> & { id: string };

export class Entries {
  constructor(private readonly vault: Vault) {}

  async begin(begun: NewEntry): Promise<Entry> {
    const entry = newEntry(crypto.randomUUID(), begun);
    await this.vault.database.add("entries", await this.row(entry, 1));
    return entry;
  }

  async get(id: string): Promise<Entry | null> {
    const row = await this.vault.database.get("entries", id);
    return row ? this.read(row) : null;
  }

  /** All entries, drafts first by last writing, then in the order they were finished. */
  async all(): Promise<Entry[]> {
    const rows = await this.vault.database.getAll("entries");
    const entries = await Promise.all(rows.map((row) => this.read(row)));
    return entries.sort((one, other) => one.order - other.order || one.startedAt - other.startedAt);
  }

  /** Keeps the answers so far. Rejects with WrongMove once the form is finished. */
  saveDraft(id: string, xml: string, attachments: readonly Attachment[], savedAt: number): Promise<Entry> {
    return this.store(id, xml, attachments, (entry) => {
      if (entry.state !== "draft") throw new WrongMove(`${entry.state} is no draft`);
      return { savedAt };
    });
  }

  /** Closes the form for good: from here on only its state changes. Rejects when it has no instanceID. */
  async finish(id: string, xml: string, attachments: readonly Attachment[], savedAt: number): Promise<Entry> {
    const instanceId = instanceIdOf(xml);
    if (!instanceId) throw new WrongMove("a submission without instanceID");
    const last = await this.vault.database.transaction("entries").store.index("order").openKeyCursor(null, "prev");
    const order = Number(last?.key ?? 0) + 1;
    return this.store(id, xml, attachments, (entry) => {
      if (!mayMove(entry.state, "ready") || entry.state !== "draft") throw new WrongMove(`${entry.state} to ready`);
      return { state: "ready", order, instanceId, savedAt };
    });
  }

  /** Moves an entry along the table of states, with what was learnt about it. */
  async move(id: string, to: Exclude<State, "received">, learnt: Partial<Pick<Entry, "reason" | "kept" | "attempts">> = {}): Promise<Entry> {
    return this.change(id, (entry) => {
      if (entry.state !== to && !mayMove(entry.state, to)) throw new WrongMove(`${entry.state} to ${to}`);
      return { ...entry, ...learnt, state: to };
    });
  }

  /** The office has it, with a receipt: its answers and files leave the phone, the line of the receipt stays. */
  async receive(id: string, receivedAt: string, reason: string): Promise<Entry> {
    const keys = [id, ...((await this.get(id))?.files ?? []).map((file) => file.key)];
    return this.change(
      id,
      (entry) => {
        if (!mayMove(entry.state, "received")) throw new WrongMove(`${entry.state} to received`);
        return { ...entry, state: "received", receivedAt, reason, files: [] };
      },
      keys,
    );
  }

  /** Deletes a draft, or what the office has. Anything else is still needed. */
  async remove(id: string): Promise<void> {
    const entry = await this.get(id);
    if (!entry) return;
    if (!REMOVABLE.includes(entry.state)) throw new WrongMove(`${entry.state} is still needed`);
    const writing = this.vault.database.transaction(["entries", "files"], "readwrite", { durability: "strict" });
    const row = await writing.objectStore("entries").get(id);
    if (row?.state === entry.state) {
      await writing.objectStore("entries").delete(id);
      await Promise.all([id, ...entry.files.map((file) => file.key)].map((key) => writing.objectStore("files").delete(key)));
    }
    await writing.done;
  }

  /** The answers as the form gave them; '' before the first draft and after the receipt. */
  async answers(id: string): Promise<string> {
    const row = await this.vault.database.get("files", id);
    return row ? new TextDecoder().decode(await this.vault.open("files", id, row)) : "";
  }

  /** A file's bytes as they were attached. */
  async attachment(file: StoredFile): Promise<Attachment> {
    const row = await this.vault.database.get("files", file.key);
    if (!row) throw new Error("a stored file is missing");
    return { name: file.name, bytes: new Blob([await this.vault.open("files", file.key, row)], { type: file.type }) };
  }

  async attachments(entry: Entry): Promise<Attachment[]> {
    return Promise.all(entry.files.map((file) => this.attachment(file)));
  }

  private async store(
    id: string,
    xml: string,
    attachments: readonly Attachment[],
    decide: (entry: Entry) => Partial<Entry>,
  ): Promise<Entry> {
    const before = await this.get(id);
    if (!before) throw new WrongMove("no such entry");
    const { files, rows } = await this.sealFiles(before, attachments);
    const answers = new TextEncoder().encode(xml);
    const xmlSha256 = await sha256(answers);
    rows.push({ id, ...(await this.vault.sealedBytes("files", id, answers)) });
    const gone = before.files.filter((file) => !files.some((still) => still.key === file.key)).map((file) => file.key);
    return this.change(id, (entry) => ({ ...entry, xmlSha256, files, ...decide(entry) }), gone, rows);
  }

  private async sealFiles(entry: Entry, attachments: readonly Attachment[]): Promise<{ files: StoredFile[]; rows: FileRow[] }> {
    const files: StoredFile[] = [];
    const rows: FileRow[] = [];
    for (const { name, bytes } of attachments) {
      const content = await bytes.arrayBuffer();
      const hash = await sha256(content);
      const same = entry.files.find((file) => file.name === name && file.sha256 === hash);
      const key = same?.key ?? crypto.randomUUID();
      files.push(same ?? { key, name, type: bytes.type, size: content.byteLength, sha256: hash });
      if (!same) rows.push({ id: key, ...(await this.vault.sealedBytes("files", key, content)) });
    }
    return { files, rows };
  }

  /** Reads, changes and writes in one go: when somebody else has written meanwhile, it begins again with theirs. */
  private async change(id: string, change: (entry: Entry) => Entry, gone: string[] = [], rows: FileRow[] = []): Promise<Entry> {
    for (;;) {
      const row = await this.vault.database.get("entries", id);
      if (!row) throw new WrongMove("no such entry");
      const changed = change(await this.read(row));
      const sealed = await this.row(changed, row.version + 1);
      const writing = this.vault.database.transaction(["entries", "files"], "readwrite", { durability: "strict" });
      const now = await writing.objectStore("entries").get(id);
      if (now?.version === row.version) {
        await Promise.all([
          writing.objectStore("entries").put(sealed),
          ...rows.map((file) => writing.objectStore("files").put(file)),
          ...gone.map((key) => writing.objectStore("files").delete(key)),
        ]);
        await writing.done;
        return changed;
      }
      await writing.done;
    }
  }

  private async row(entry: Entry, version: number): Promise<EntryRow> {
    const sealed = await this.vault.sealed("entries", entry.id, entry);
    return { id: entry.id, state: entry.state, order: entry.order, version, ...sealed };
  }

  private read(row: EntryRow): Promise<Entry> {
    return this.vault.value<Entry>("entries", row.id, row);
  }
}
