/** Fetches what the phone needs to work alone: forms, their lists, and today's visits. All of it or nothing changes. */
import type { Vault } from "../vault/vault";
import { LISTS, VISITS } from "../vault/vault";
import type { Answer, Absence, Me, Office, Visit } from "./office";
import type { ListedFile, ListedForm } from "./openrosa";

export interface HeldForm {
  readonly formId: string;
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  readonly files: readonly { readonly name: string; readonly hash: string }[];
}

/** What was fetched last. current: forms to begin; older: versions that entries on this phone still need. */
export interface Catalogue {
  readonly me: Me;
  readonly current: readonly HeldForm[];
  readonly older: readonly HeldForm[];
  readonly syncedAt: number;
}

export interface VisitList {
  readonly as_of: string;
  readonly visits: readonly Visit[];
}

export interface Readers {
  formList(text: string): ListedForm[] | null;
  manifest(text: string): ListedFile[] | null;
}

export const CATALOGUE = "catalogue";
export const formPlace = (form: Pick<HeldForm, "formId" | "version" | "hash">) => `form/${form.formId}/${form.version}/${form.hash}`;
export const listPlace = (hash: string) => `${LISTS}${hash}`;

class Absent extends Error {
  constructor(readonly absence: Absence) {
    super(absence.kind);
  }
}

/** Fetches and stores. needed: versions of forms that entries still use. now: the server's time. Null when all went well. */
export async function pull(
  office: Office,
  vault: Vault,
  readers: Readers,
  me: Me,
  needed: readonly { readonly formId: string; readonly formVersion: string }[],
): Promise<Absence | null> {
  try {
    const before = await vault.get<Catalogue>(CATALOGUE);
    const held = new Set((await vault.database.getAllKeys("things")).map(String));
    const fetched = new Map<string, ArrayBuffer>();
    const current = await fetchForms(office, readers, held, fetched);
    const visits = parsed<VisitList>(await got(office.file("visits")));
    const isCurrent = (form: HeldForm) => current.some((one) => formPlace(one) === formPlace(form));
    const isNeeded = (form: HeldForm) => needed.some((one) => one.formId === form.formId && one.formVersion === form.version);
    const older = [...(before?.older ?? []), ...(before?.current ?? [])].filter((form) => !isCurrent(form) && isNeeded(form));
    await store(vault, { me, current, older, syncedAt: Date.parse(me.now) }, visits, fetched);
    return null;
  } catch (trouble) {
    if (trouble instanceof Absent) return trouble.absence;
    throw trouble;
  }
}

async function fetchForms(office: Office, readers: Readers, held: Set<string>, fetched: Map<string, ArrayBuffer>): Promise<HeldForm[]> {
  const fetchOnce = async (place: string, path: string) => {
    if (!held.has(place) && !fetched.has(place)) fetched.set(place, await got(office.file(path)));
  };
  const forms: HeldForm[] = [];
  for (const listed of understood(readers.formList(text(await got(office.file("formList")))))) {
    await fetchOnce(formPlace(listed), listed.path);
    const files = listed.manifest ? understood(readers.manifest(text(await got(office.file(listed.manifest))))) : [];
    for (const file of files) await fetchOnce(listPlace(file.hash), file.path);
    const { formId, name, version, hash } = listed;
    forms.push({ formId, name, version, hash, files: files.map((file) => ({ name: file.name, hash: file.hash })) });
  }
  return forms;
}

async function store(vault: Vault, catalogue: Catalogue, visits: VisitList, fetched: Map<string, ArrayBuffer>): Promise<void> {
  const rows = await Promise.all([
    vault.sealed("things", CATALOGUE, catalogue).then((sealed) => ({ id: CATALOGUE, ...sealed })),
    vault.sealed("things", VISITS, visits).then((sealed) => ({ id: VISITS, ...sealed })),
    ...[...fetched].map(async ([id, bytes]) => ({ id, ...(await vault.sealedBytes("things", id, bytes)) })),
  ]);
  const forms = [...catalogue.current, ...catalogue.older];
  const used = new Set([VISITS, FOUND, BRANCHES, ...forms.map(formPlace), ...forms.flatMap((form) => form.files.map((file) => listPlace(file.hash)))]);
  const writing = vault.database.transaction("things", "readwrite", { durability: "strict" });
  for (const id of await writing.store.getAllKeys()) {
    if ((id.startsWith("form/") || id.startsWith(LISTS)) && !used.has(id)) void writing.store.delete(id);
  }
  await Promise.all(rows.map((row) => writing.store.put(row)));
  await writing.done;
}

/** Families that forms on this phone have found, until the office's list has them. */
export const FOUND = `${LISTS}found`;
/** Families that were visited on this phone since the list was fetched (families/branches). */
export const BRANCHES = `${LISTS}branches`;

async function got<Value>(asked: Promise<Answer<Value>>): Promise<Value> {
  const answer = await asked;
  if (answer.kind !== "answer") throw new Absent(answer);
  return answer.value;
}

/** A portal's page in place of the list: the same as no answer. */
function understood<Value>(value: Value | null): Value {
  if (value === null) throw new Absent({ kind: "unreachable" });
  return value;
}

const text = (bytes: ArrayBuffer) => new TextDecoder().decode(bytes);

function parsed<Value>(bytes: ArrayBuffer): Value {
  try {
    return JSON.parse(text(bytes)) as Value;
  } catch (trouble) {
    if (trouble instanceof SyntaxError) throw new Absent({ kind: "unreachable" });
    throw trouble;
  }
}
