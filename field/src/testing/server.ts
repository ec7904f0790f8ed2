/** A server for tests that keeps what it says it keeps, at the end of a bad line. */
import { instanceIdOf } from "../queue/entry";
import { sha256 } from "../vault/crypto";

/** The tab is gone in this moment: nothing after it runs. */
export class Killed extends Error {}

export type Fault = "lost request" | "lost reply" | "error" | "busy" | "portal" | "killed tab" | "lost file" | "none";

export interface Kept {
  readonly sha256: string;
  readonly files: Map<string, string>;
}

const OWN = { "X-OpenRosa-Version": "1.0" };
const openrosa = (status: number, message: string, headers = {}) =>
  new Response(`<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message>${message}</message></OpenRosaResponse>`, {
    status,
    headers: { ...OWN, ...headers },
  });

export class FakeServer {
  readonly kept = new Map<string, Kept>();
  readonly conflicts: string[] = [];
  /** instanceIDs in the order of their acknowledgements (201). */
  readonly acknowledged: string[] = [];
  posts = 0;
  revoked: { wipe: boolean } | null = null;
  refuse: ((xml: string) => string | null) | null = null;
  largest = Infinity;
  receiptsBroken = false;

  readonly asked: string[] = [];
  unknown = false;
  private readonly published = new Map<string, { version: string; files: Record<string, string> }>();

  constructor(public fault: (path: string) => Fault = () => "none") {}

  /** Puts a form and its lists on offer; another version takes the place of the one before. */
  publish(formId: string, version: string, files: Record<string, string>): void {
    this.published.set(formId, { version, files });
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const path = String(input);
    this.asked.push(path);
    const fault = this.fault(path);
    if (fault === "lost request") throw new TypeError("network");
    if (fault === "error") return openrosa(500, "broken");
    if (fault === "busy") return openrosa(503, "busy", { "Retry-After": "7" });
    if (fault === "portal") return new Response("<html>log in to the network</html>", { status: 200 });
    const answer = await this.answer(path, init, fault === "lost file");
    if (fault === "lost reply") throw new TypeError("network");
    if (fault === "killed tab") throw new Killed();
    return answer;
  };

  private async answer(path: string, init: RequestInit, loseFile: boolean): Promise<Response> {
    if (this.unknown) return openrosa(404, "absent");
    if (path.endsWith("/submission")) return this.submission(init.body as FormData, loseFile);
    if (path.endsWith("/receipts")) return this.receipts(JSON.parse(init.body as string) as { instances: string[] });
    if (path.endsWith("/me")) return this.me();
    return this.file(path);
  }

  /** The lists are written as JSON here, with the fields that `office/openrosa.ts` reads from XML. */
  private file(path: string): Response {
    const root = path.slice(0, path.indexOf("/", "/v1/key/".length) + 1);
    const forms = [...this.published].map(([formId, { version }]) => ({
      formId,
      name: formId,
      version,
      hash: `md5:${formId}-${version}`,
      path: `${root}forms/${formId}/${version}.xml`,
      manifest: `${root}forms/${formId}/${version}/manifest`,
    }));
    const files = [...this.published.values()].flatMap((form) => Object.entries(form.files));
    const manifest = files.map(([name, content]) => ({ name, hash: `md5:${content}`, path: `${root}lists/${name}` }));
    const visits = { as_of: "2026-11-23", visits: [{ household: "1", label: "บ้าน", due: "2026-11-23" }] };
    if (path.endsWith("/formList")) return Response.json(forms, { headers: OWN });
    if (path.endsWith("/manifest")) return Response.json(manifest, { headers: OWN });
    if (path.endsWith("/visits")) return Response.json(visits, { headers: OWN });
    const list = files.find(([name]) => path.endsWith(`/lists/${name}`));
    return new Response(list?.[1] ?? "<h:html/>", { headers: OWN });
  }

  private me(): Response {
    if (this.revoked) return Response.json(this.revoked, { status: 410, headers: OWN });
    return Response.json({ name: "อพม. ตัวอย่าง", areas: [], now: "2026-11-23T05:00:00Z" }, { headers: OWN });
  }

  private async submission(form: FormData, loseFile: boolean): Promise<Response> {
    this.posts++;
    const parts = [...form.entries()].filter((part): part is [string, File] => part[1] instanceof File);
    const sizes = parts.map(([, file]) => file.size).reduce((sum, size) => sum + size, 0);
    if (sizes > this.largest) return new Response("", { status: 413 });
    const xml = await (form.get("xml_submission_file") as File).arrayBuffer();
    const text = new TextDecoder().decode(xml);
    const refused = this.refuse?.(text);
    if (refused) return openrosa(400, refused);
    const hash = await sha256(xml);
    const id = instanceIdOf(text);
    const before = this.kept.get(id);
    if (before && before.sha256 !== hash) {
      this.conflicts.push(id);
      return openrosa(409, "other bytes");
    }
    const kept = before ?? { sha256: hash, files: new Map<string, string>() };
    this.kept.set(id, kept);
    for (const [name, file] of parts.filter(([part]) => part !== "xml_submission_file")) {
      const content = await sha256(await file.arrayBuffer());
      const taken = kept.files.get(name) ?? content;
      if (!loseFile) kept.files.set(taken === content ? name : `${name} of another content`, content);
    }
    this.acknowledged.push(id);
    return openrosa(this.revoked ? 202 : 201, "kept");
  }

  private receipts({ instances }: { instances: string[] }): Response {
    if (this.receiptsBroken) return openrosa(500, "broken");
    const receipts = instances.flatMap((id) => {
      const kept = this.kept.get(id);
      const files = [...(kept?.files ?? [])].map(([name, hash]) => ({ name, sha256: hash, present: true }));
      const standing = this.revoked ? "quarantined" : "stored";
      return kept ? [{ instanceID: id, form: "visit", standing, sha256: kept.sha256, received_at: "2026-11-23T05:00:00Z", files }] : [];
    });
    return Response.json({ receipts }, { headers: OWN });
  }
}
