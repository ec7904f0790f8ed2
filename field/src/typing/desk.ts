/** What the desk's page says of the form to type in, and how the desk is spoken with. */
import type { Attachment, Language } from "../forms/contract";

export interface Desk {
  readonly language: Language;
  /** Key of the chosen family, '' for none. */
  readonly household: string;
  readonly form: string;
  /** Address of a file of the form; NAME stands for its name. */
  readonly files: string;
  readonly keep: string;
  readonly again: string;
  /** Address of the family's page, '' without a family. */
  readonly family: string;
  readonly csrf: string;
}

/** The desk's answer: number for a note on the paper. told: why it was not kept, in the reader's language. */
export type Kept = { readonly number: string; readonly standing: string } | { readonly told: string };

export function readPlace(told: Readonly<Record<string, string | undefined>>): Desk {
  const of = (name: string): string => told[name] ?? "";
  return {
    language: of("language").startsWith("en") ? "en" : "th",
    household: of("household"),
    form: of("form"),
    files: of("files"),
    keep: of("keep"),
    again: of("again"),
    family: of("family"),
    csrf: of("csrf"),
  };
}

/** @throws Error when the desk does not answer */
export async function fetchForm(desk: Desk): Promise<string> {
  const answer = await fetch(desk.form);
  if (!answer.ok || answer.redirected) throw new Error("no form");
  return answer.text();
}

export async function fetchFile(desk: Desk, name: string): Promise<Blob | null> {
  const address = desk.files.replace("NAME", encodeURIComponent(name));
  const answer = await fetch(desk.household === "" ? address : `${address}?household=${desk.household}`);
  return answer.ok && !answer.redirected ? answer.blob() : null;
}

/** Sends what was typed. The same answers may be sent again: the desk keeps them once. @throws Error without an answer */
export async function keep(desk: Desk, xml: string, attachments: readonly Attachment[]): Promise<Kept> {
  const body = new FormData();
  body.set("xml_submission_file", new File([xml], "submission.xml", { type: "text/xml" }));
  for (const { name, bytes } of attachments) body.set(name, bytes, name);
  const answer = await fetch(desk.keep, { method: "POST", body, headers: { "X-CSRFToken": desk.csrf } });
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error("no answer");
  return (await answer.json()) as Kept;
}
