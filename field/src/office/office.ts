/** The office's server as the app sees it, under the volunteer's key. Wire format: OpenRosa 1.0, and JSON for our own app. */
import type { Attachment } from "../forms/contract";

/** left_out: families of the areas that do not fit into the list on a phone. */
export interface Me {
  readonly name: string;
  readonly areas: readonly { readonly code: string; readonly name: string }[];
  readonly now: string;
  readonly left_out?: number;
}

export interface Receipt {
  readonly instanceID: string;
  readonly standing: string;
  readonly sha256: string;
  readonly received_at: string;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly present: boolean }[];
}

/** A visit that is due, as the coordinator assigned it. Days are yyyy-mm-dd or ''. */
export interface Visit {
  readonly household: string;
  readonly label: string;
  readonly village: string;
  readonly due: string;
  readonly kind: string;
  readonly rhythm_days: number | null;
  readonly last_visit: string;
  readonly last_outcome: string;
  readonly geometry: string;
}

/** Why an answer did not come. unreachable: no network, or something else answered in the server's place. */
export type Absence = { readonly kind: "unreachable" } | { readonly kind: "later"; readonly retryAfter: number } | { readonly kind: "key" };

export type Answer<Value> = { readonly kind: "answer"; readonly value: Value } | Absence;
export type Greeting = Answer<Me> | { readonly kind: "revoked"; readonly wipe: boolean };
export type Posted = { readonly kind: "kept" | "conflict" | "large" } | { readonly kind: "refused"; readonly reason: string } | Absence;

export interface Office {
  me(): Promise<Greeting>;
  submit(xml: string, files: readonly Attachment[], more: boolean): Promise<Posted>;
  receipts(instanceIds: readonly string[]): Promise<Answer<readonly Receipt[]>>;
  /** A file below the key's address ('formList'), or at a path from the server's root ('/v1/...'). */
  file(path: string): Promise<Answer<ArrayBuffer>>;
}

const LIMIT = 30_000; // milliseconds for an answer, and a second more for each 10 kB on the way there
const PACE = 10_000;
const LARGE = 1_000_000; // bytes that a list may well have
const OWN = "X-OpenRosa-Version"; // a captive portal or a proxy does not send it: its refusals are not the server's

/** The server at this address. fetch: the browser's; tests give a worse one. */
export function officeAt(token: string, fetch: typeof globalThis.fetch, language = "th", base = "/v1/key/"): Office {
  const root = `${base}${encodeURIComponent(token)}/`;

  async function ask(path: string, init: RequestInit = {}, size = 0): Promise<Response | null> {
    const headers = { ...init.headers, "Accept-Language": language };
    const signal = AbortSignal.timeout(LIMIT + Math.ceil((size / PACE) * 1000));
    const fixed = { credentials: "omit", cache: "no-store", redirect: "error", referrerPolicy: "no-referrer", signal } as const;
    try {
      return await fetch(path.startsWith("/") ? path : root + path, { ...init, ...fixed, headers });
    } catch (trouble) {
      if (trouble instanceof TypeError || trouble instanceof DOMException) return null;
      throw trouble;
    }
  }

  return {
    async me() {
      const response = await ask("me");
      if (response?.status === 410) {
        const body = await json<{ wipe?: boolean }>(response);
        return body ? { kind: "revoked", wipe: body.wipe === true } : { kind: "unreachable" };
      }
      return read(response, json<Me>);
    },
    async submit(xml, files, more) {
      const form = new FormData();
      form.append("xml_submission_file", new Blob([xml], { type: "text/xml" }), "submission.xml");
      for (const file of files) form.append(file.name, file.bytes, file.name);
      if (more) form.append("*isIncomplete*", "yes");
      const size = files.reduce((sum, file) => sum + file.bytes.size, xml.length * 3);
      return posted(await ask("submission", { method: "POST", body: form }, size));
    },
    async receipts(instanceIds) {
      const headers = { "Content-Type": "application/json" };
      const response = await ask("receipts", { method: "POST", headers, body: JSON.stringify({ instances: instanceIds }) });
      return read(response, async (answer) => (await json<{ receipts: Receipt[] }>(answer))?.receipts ?? null);
    },
    async file(path) {
      return read(await ask(path, {}, LARGE), (answer) => answer.arrayBuffer());
    },
  };
}

async function posted(response: Response | null): Promise<Posted> {
  if (!response) return { kind: "unreachable" };
  if (response.status === 413) return { kind: "large" };
  if (!response.headers.has(OWN)) return absence(response);
  if (response.status === 201 || response.status === 202) return { kind: "kept" };
  if (response.status === 409) return { kind: "conflict" };
  if (response.status >= 400 && response.status < 500 && ![401, 403, 404, 408, 425, 429].includes(response.status))
    return { kind: "refused", reason: await message(response) };
  return absence(response);
}

async function read<Value>(response: Response | null, body: (response: Response) => Promise<Value | null>): Promise<Answer<Value>> {
  if (!response?.ok || !response.headers.has(OWN)) return absence(response);
  try {
    const value = await body(response);
    return value === null ? { kind: "unreachable" } : { kind: "answer", value };
  } catch (trouble) {
    if (trouble instanceof TypeError || trouble instanceof DOMException) return { kind: "unreachable" }; // cut off half-way
    throw trouble;
  }
}

function absence(response: Response | null): Absence {
  if (!response) return { kind: "unreachable" };
  if (response.headers.has(OWN) && [401, 403, 404, 410].includes(response.status)) return { kind: "key" };
  if (response.status === 429 || response.status >= 500)
    return { kind: "later", retryAfter: (Number(response.headers.get("Retry-After")) || 0) * 1000 };
  return { kind: "unreachable" };
}

async function json<Value>(response: Response): Promise<Value | null> {
  try {
    return (await response.json()) as Value;
  } catch (trouble) {
    if (trouble instanceof SyntaxError || trouble instanceof TypeError || trouble instanceof DOMException) return null;
    throw trouble;
  }
}

async function message(response: Response): Promise<string> {
  const said = /<(?:\w+:)?message[^>]*>([^<]*)</.exec(await response.text())?.[1] ?? "";
  const plain = said.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
  return plain.trim().slice(0, 400) || String(response.status);
}
