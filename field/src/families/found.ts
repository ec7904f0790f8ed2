/** What a finished form makes of families on this phone: found ones can be visited again before the office's list has them. */
import type { Row } from "../kernel/csv";
import type { Update } from "./branches";

const DATASET = "households";

/** The row of the household that this submission creates, in the columns of households.csv; null when it creates none. */
export function foundHousehold(formXml: string, answers: string): Row | null {
  const submission = parse(answers);
  const entity = entitiesOf(submission)[0];
  const id = entity?.getAttribute("id") ?? "";
  if (!entity || !id || !said(entity, "create")) return null;
  const label = [...entity.children].find((child) => child.localName === "label")?.textContent?.trim() ?? "";
  return { name: id, label, head: label, __version: "1", ...saved(formXml, submission) };
}

/** The households that this submission changes, and upon what. */
export function updatedHouseholds(answers: string): Update[] {
  return entitiesOf(parse(answers)).flatMap((entity) => {
    const told = (name: string) => entity.getAttribute(name) ?? "";
    if (!said(entity, "update") || !told("id") || !told("branchId")) return [];
    return [{ household: told("id"), base: Number(told("baseVersion")) || 0, trunk: told("trunkVersion"), branch: told("branchId") }];
  });
}

const said = (entity: Element, act: string) => ["1", "true"].includes(entity.getAttribute(act) ?? "");

function entitiesOf(submission: Document): Element[] {
  return [...submission.getElementsByTagName("*")].filter((one) => one.localName === "entity" && one.getAttribute("dataset") === DATASET);
}

/** Answers that the form saves to columns of the list (entities:saveto). */
function saved(formXml: string, submission: Document): Row {
  const row: Record<string, string> = {};
  for (const bind of parse(formXml).getElementsByTagName("*")) {
    const column = bind.localName === "bind" ? bind.getAttributeNS("http://www.opendatakit.org/xforms/entities", "saveto") : null;
    if (!column) continue;
    const [, ...steps] = (bind.getAttribute("nodeset") ?? "").split("/").filter(Boolean);
    const value = below(submission.documentElement, steps)?.textContent?.trim();
    if (value) row[column] = value;
  }
  return row;
}

/** The element at a path of names, the first of each. */
function below(root: Element, steps: readonly string[]): Element | undefined {
  return steps.reduce<Element | undefined>((at, step) => at && [...at.children].find((child) => child.localName === step), root);
}

function parse(xml: string): Document {
  return new DOMParser().parseFromString(xml, "text/xml");
}
