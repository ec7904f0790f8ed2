/** What is put into a form before it opens: answers that are known, and the name under which its submission is sent. */

const XFORMS = "http://www.w3.org/2002/xforms";
const JAVAROSA = "http://openrosa.org/javarosa";

interface Parsed {
  readonly document: XMLDocument;
  readonly model: Element;
  /** The first element of the primary instance. */
  readonly root: Element;
}

function parse(formXml: string): Parsed {
  const document = new DOMParser().parseFromString(formXml, "text/xml");
  const model = document.getElementsByTagNameNS(XFORMS, "model")[0];
  const root = model?.getElementsByTagNameNS(XFORMS, "instance")[0]?.firstElementChild;
  if (!model || !root) throw new Error("The form has no instance.");
  return { document, model, root };
}

const write = ({ document }: Parsed): string => new XMLSerializer().serializeToString(document);

const childNamed = (parent: Element, name: string): Element | undefined =>
  [...parent.children].find((child) => child.localName === name);

/**
 * The XForm with `answers` already in its instance, by the names of questions directly below its root. Names that the form
 * does not have are left out.
 * @throws Error when the text is no XForm
 */
export function withKnown(formXml: string, answers: Readonly<Record<string, string>>): string {
  const form = parse(formXml);
  for (const [name, value] of Object.entries(answers)) {
    const question = childNamed(form.root, name);
    if (question && question.childElementCount === 0) question.textContent = value;
  }
  return write(form);
}

/**
 * The XForm with its instanceID filled when it opens. Forms of others have the element and no rule for it, and without one
 * nobody could tell a submission that is sent again from a new one. Where the element itself is missing, the engine adds it.
 */
export function withInstanceId(formXml: string): string {
  const form = parse(formXml);
  const { document, model, root } = form;
  const meta = childNamed(root, "meta");
  const instanceId = meta && childNamed(meta, "instanceID");
  if (!meta || !instanceId) return formXml;
  const place = `/${root.nodeName}/${meta.nodeName}/${instanceId.nodeName}`;
  const bind = [...model.getElementsByTagNameNS(XFORMS, "bind")].find((one) => one.getAttribute("nodeset") === place);
  if (bind?.hasAttributeNS(JAVAROSA, "preload") || bind?.hasAttribute("calculate")) return formXml;
  const rule = bind ?? model.appendChild(document.createElementNS(XFORMS, "bind"));
  rule.setAttribute("nodeset", place);
  rule.setAttributeNS(JAVAROSA, "jr:preload", "uid");
  return write(form);
}
