/** The files that a form names, answered from what this device has. */
import type { FormFiles } from "./contract";

/** The name of a file in a form's `jr://` address, as the manifest has it. */
export const fileName = (address: string): string => decodeURIComponent(address.slice(address.lastIndexOf("/") + 1));

const TYPES: Readonly<Record<string, string>> = {
  csv: "text/csv",
  geojson: "application/geo+json",
  json: "application/json",
  xml: "text/xml",
  svg: "image/svg+xml",
};

/** Answers the engine's request for a file from what the device has; what is missing reads as an empty list. */
export function fetcher(files: FormFiles, missing: string[]): (address: { readonly href: string }) => Promise<Response> {
  return async ({ href }) => {
    const name = fileName(href);
    const file = await files(name);
    if (file === null) {
      missing.push(name);
      return new Response(null, { status: 404 });
    }
    const type = TYPES[name.slice(name.lastIndexOf(".") + 1).toLowerCase()] ?? (file.type || "application/octet-stream");
    return new Response(file, { headers: { "Content-Type": type } });
  };
}
