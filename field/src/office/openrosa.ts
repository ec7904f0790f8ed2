/** OpenRosa's form list and manifests, read from their XML. */

/** hash: as the server writes it ('md5:…'). path: where it is fetched, on our own server. manifest: '' without files. */
export interface ListedForm {
  readonly formId: string;
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  readonly path: string;
  readonly manifest: string;
}

export interface ListedFile {
  readonly name: string;
  readonly hash: string;
  readonly path: string;
}

/** Forms in the order of the list; null when the text is no form list. */
export function readFormList(text: string): ListedForm[] | null {
  return entries(text, "xforms", "xform")?.map((form) => ({
    formId: said(form, "formID"),
    name: said(form, "name"),
    version: said(form, "version"),
    hash: said(form, "hash"),
    path: pathOf(said(form, "downloadUrl")),
    manifest: pathOf(said(form, "manifestUrl")),
  })) ?? null;
}

/** Files of a form; null when the text is no manifest. */
export function readManifest(text: string): ListedFile[] | null {
  return entries(text, "manifest", "mediaFile")?.map((file) => ({
    name: said(file, "filename"),
    hash: said(file, "hash"),
    path: pathOf(said(file, "downloadUrl")),
  })) ?? null;
}

function entries(text: string, root: string, entry: string): Element[] | null {
  const parsed = new DOMParser().parseFromString(text, "text/xml").documentElement;
  return parsed.localName === root ? [...parsed.children].filter((child) => child.localName === entry) : null;
}

function said(parent: Element, name: string): string {
  return [...parent.children].find((child) => child.localName === name)?.textContent?.trim() ?? "";
}

/** The server may know itself by another name than the phone does: only the path counts. */
function pathOf(address: string): string {
  if (!address) return "";
  const { pathname, search } = new URL(address, "https://server.invalid/");
  return pathname + search;
}
