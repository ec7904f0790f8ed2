/** The phone while it is unlocked: what is on it, as the pages show it, and its rounds with the office. */
import { reactive, shallowRef, computed } from "vue";
import type { FormFiles, Language } from "../forms/contract";
import { advanced, BRANCH, TRUNK, withBranches, type Branch } from "../families/branches";
import { familiesOf, membersOf, type Family, type Member } from "../families/family";
import { foundHousehold, updatedHouseholds } from "../families/found";
import { csvLine, readCsv, type Row } from "../kernel/csv";
import { dayOf, guessNow, type Contact } from "../kernel/days";
import { roundWait } from "../kernel/waits";
import { officeAt } from "../office/office";
import { readFormList, readManifest } from "../office/openrosa";
import { BRANCHES, CATALOGUE, FOUND, formPlace, listPlace, type Catalogue, type HeldForm, type VisitList } from "../office/pull";
import { CONTACT, round, type Outcome } from "../office/round";
import { Entries } from "../queue/entries";
import type { Entry } from "../queue/entry";
import { UNSENT } from "../queue/states";
import { refreshLaw } from "../rights/law";
import { VISITS, type Vault } from "../vault/vault";
import { ROUND_LOCK, tell } from "./locks";

const HOUSEHOLDS = "households.csv";
const MEMBERS = "members.csv";
const REFRESH = 15 * 60_000; // lists and visits, while the app is open and connected
const MOST_FOUND = 200;
const ASKS_HOUSEHOLD = /<select1\b[^>]*\bref="\/[^/"]+\/household"/; // directly below the root, as our forms name it

export interface FormKind {
  readonly form: HeldForm;
  /** Whether it is about a family of the list, so that it begins on that family's card. */
  readonly ofFamily: boolean;
}

export class Session {
  readonly entries: Entries;
  readonly all = shallowRef<readonly Entry[]>([]);
  readonly catalogue = shallowRef<Catalogue | null>(null);
  readonly families = shallowRef<readonly Family[]>([]);
  readonly members = shallowRef<ReadonlyMap<string, Member[]>>(new Map());
  readonly forms = shallowRef<readonly FormKind[]>([]);
  readonly contact = shallowRef<Contact | null>(null);
  readonly sync = reactive({ running: false, outcome: null as Outcome | null, failures: 0, nextAt: 0 });
  readonly unsent = computed(() => this.all.value.filter((entry) => UNSENT.includes(entry.state)).length);
  deviceId = "";
  private timer = 0;
  private closed = false;

  constructor(
    readonly vault: Vault,
    private token: string | null,
    private readonly language: () => Language,
    private readonly onWiped: () => void,
  ) {
    this.entries = new Entries(vault);
  }

  /** Whether there is a key to talk to the office with. */
  get signedIn(): boolean {
    return this.token !== null;
  }

  now(): number {
    return guessNow(this.contact.value, Date.now());
  }

  today(): string {
    return dayOf(this.now());
  }

  async open(): Promise<void> {
    this.deviceId = (await this.vault.get<string>("device")) ?? `samutphok:${crypto.randomUUID()}`;
    await this.vault.put("device", this.deviceId);
    await this.loadAll();
    window.addEventListener("online", this.online);
    document.addEventListener("visibilitychange", this.visible);
    void this.request();
  }

  close(): void {
    this.closed = true;
    window.clearTimeout(this.timer);
    window.removeEventListener("online", this.online);
    document.removeEventListener("visibilitychange", this.visible);
  }

  private readonly online = () => void this.request();
  private readonly visible = () => {
    if (document.visibilityState === "visible" && (this.unsent.value > 0 || Date.now() > this.sync.nextAt)) void this.request();
  };

  /** Reads everything that the pages show from the sealed storage. */
  async loadAll(): Promise<void> {
    this.catalogue.value = await this.vault.get<Catalogue>(CATALOGUE);
    this.contact.value = await this.vault.get<Contact>(CONTACT);
    const visits = (await this.vault.get<VisitList>(VISITS))?.visits ?? [];
    const found = await this.found();
    this.families.value = familiesOf(await this.rows(HOUSEHOLDS), visits, found);
    this.members.value = membersOf(await this.rows(MEMBERS));
    this.forms.value = await Promise.all(
      (this.catalogue.value?.current ?? []).map(async (form) => ({ form, ofFamily: ASKS_HOUSEHOLD.test((await this.formXml(form)) ?? "") })),
    );
    await this.loadEntries();
  }

  async loadEntries(): Promise<void> {
    this.all.value = await this.entries.all();
  }

  /** What a window has changed is shown in the others too. */
  private readonly changed = gathered(async () => {
    await this.loadEntries();
    tell("changed");
  });

  /** A round with the office now, unless one is under way; waits its turn when it was asked for by hand. */
  async request(byHand = false): Promise<void> {
    const token = this.token;
    if (token === null || this.closed || this.sync.running) return;
    window.clearTimeout(this.timer);
    this.sync.running = true;
    try {
      await navigator.locks.request(ROUND_LOCK, { ifAvailable: !byHand }, async (lock) => {
        if (lock) await this.runRound(token);
      });
    } finally {
      this.sync.running = false;
      if (!this.closed) this.timer = window.setTimeout(() => void this.request(), Math.max(1000, this.sync.nextAt - Date.now()));
    }
  }

  private async runRound(token: string): Promise<void> {
    const fetch = window.fetch.bind(window);
    const office = officeAt(token, fetch, this.language());
    const readers = { formList: readFormList, manifest: readManifest };
    const tools = { office, vault: this.vault, entries: this.entries, readers, clock: Date.now, told: this.changed };
    const outcome = await round(tools);
    if (outcome.kind === "wiped") return this.onWiped();
    await this.loadAll();
    if (outcome.kind === "done") await refreshLaw(this.vault, fetch, this.today());
    tell("changed");
    const well = outcome.kind === "done" && this.unsent.value === 0;
    this.sync.outcome = outcome;
    this.sync.failures = well ? 0 : this.sync.failures + 1;
    const wait = well ? REFRESH : roundWait(this.sync.failures, Math.random(), outcome.kind === "later" ? outcome.retryAfter : 0);
    this.sync.nextAt = Date.now() + wait;
  }

  /** The XForm; null when this phone does not have it (any more). */
  async formXml(form: HeldForm): Promise<string | null> {
    return this.text(formPlace(form));
  }

  heldForm(entry: Entry): HeldForm | null {
    const forms = [...(this.catalogue.value?.current ?? []), ...(this.catalogue.value?.older ?? [])];
    return forms.find((form) => form.formId === entry.formId && form.version === entry.formVersion) ?? null;
  }

  /** Files of a form: its own, and the lists of today also for an older version. Families found here stand in the list. */
  filesOf(form: HeldForm): FormFiles {
    return async (name) => {
      if (name === HOUSEHOLDS) return this.householdsFile();
      const place = this.placeOf(name, form);
      const row = place ? await this.vault.database.get("things", place) : undefined;
      return row ? new Blob([await this.vault.open("things", place!, row)]) : null;
    };
  }

  async begin(form: HeldForm, family: Family | null): Promise<Entry> {
    const entry = await this.entries.begin({
      formId: form.formId,
      formVersion: form.version,
      title: form.name,
      household: family?.id ?? "",
      label: family ? [family.head, family.village].filter(Boolean).join(" · ") : "",
      startedAt: this.now(),
    });
    await this.changed();
    return entry;
  }

  /** A corrected copy of what the office refused: a new draft with the same answers, under a name of its own. */
  async copy(entry: Entry, answers: string): Promise<Entry> {
    const begun = await this.entries.begin({ ...entry, startedAt: this.now() });
    await this.entries.saveDraft(begun.id, answers, await this.entries.attachments(entry), this.now());
    await this.entries.move(entry.id, "replaced");
    await this.changed();
    return begun;
  }

  /** After a form was finished: a family that it found or visited is kept until the office's list says so, and it is sent. */
  async finished(formXml: string, answers: string): Promise<void> {
    const found = foundHousehold(formXml, answers);
    if (found) await this.vault.put(FOUND, [...(await this.found()), found].slice(-MOST_FOUND));
    const updates = updatedHouseholds(answers);
    if (updates.length) await this.vault.put(BRANCHES, advanced(await this.branches(), updates, await this.rows(HOUSEHOLDS)));
    await this.loadAll();
    tell("changed");
    void this.request();
  }

  private async found(): Promise<Row[]> {
    return (await this.vault.get<Row[]>(FOUND)) ?? [];
  }

  private async branches(): Promise<Branch[]> {
    return (await this.vault.get<Branch[]>(BRANCHES)) ?? [];
  }

  private async householdsFile(): Promise<Blob | null> {
    const place = this.placeOf(HOUSEHOLDS);
    const text = place ? await this.text(place) : null;
    if (text === null) return null;
    const listed = readCsv(text);
    const known = new Set(listed.map((row) => row["name"]));
    const branches = await this.branches();
    const added = (await this.found()).filter((row) => !known.has(row["name"] ?? ""));
    const columns = [...text.slice(0, text.search(/\r?\n|$/)).replace(/^\uFEFF/, "").split(","), TRUNK, BRANCH];
    const rows = [...withBranches(listed, branches, false), ...withBranches(added, branches, true)];
    return new Blob([csvLine(columns), ...rows.map((row) => csvLine(columns.map((column) => row[column] ?? "")))], { type: "text/csv" });
  }

  private async rows(name: string): Promise<Row[]> {
    const place = this.placeOf(name);
    return place ? readCsv((await this.text(place)) ?? "") : [];
  }

  private placeOf(name: string, form?: HeldForm): string | null {
    const files = [...(this.catalogue.value?.current ?? []).flatMap((one) => one.files)];
    const file = (form?.files ?? []).find((one) => one.name === name && !name.endsWith(".csv")) ?? files.find((one) => one.name === name);
    return file ? listPlace(file.hash) : null;
  }

  private async text(place: string): Promise<string | null> {
    const row = await this.vault.database.get("things", place);
    return row ? new TextDecoder().decode(await this.vault.open("things", place, row)) : null;
  }
}

/** Runs at once; calls that come while it runs are answered by one more run. */
function gathered(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  return () => {
    again = running !== null;
    running ??= (async () => {
      try {
        await work();
        while (again) {
          again = false;
          await work();
        }
      } finally {
        running = null;
      }
    })();
    return running;
  };
}
