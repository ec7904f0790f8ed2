/** A submission as questions and answers, to be read while the office does not have it yet. */
import type { Language } from "../forms/contract";

/** heading: a group or a repeat; its answer is ''. */
export interface Line {
  readonly heading: boolean;
  readonly label: string;
  readonly answer: string;
}

/** The answered questions that people were asked, in the form's order. Values without words of their own stay as they are. */
export function readable(formXml: string, answers: string, language: Language): Line[] {
  const form = new DOMParser().parseFromString(formXml, "text/xml");
  const said = wordsOf(form, language);
  const controls = controlsOf(form, said);
  const root = new DOMParser().parseFromString(answers, "text/xml").documentElement;
  return linesBelow(root, `/${root.localName}`, controls);
}

interface Control {
  readonly label: string;
  readonly choices: ReadonlyMap<string, string>;
}

function linesBelow(parent: Element, path: string, controls: ReadonlyMap<string, Control>): Line[] {
  return [...parent.children].flatMap((child) => {
    if (child.localName === "meta") return [];
    const at = `${path}/${child.localName}`;
    const control = controls.get(at);
    if (child.childElementCount > 0) {
      const inside = linesBelow(child, at, controls);
      return inside.length && control?.label ? [{ heading: true, label: control.label, answer: "" }, ...inside] : inside;
    }
    const value = child.textContent?.trim() ?? "";
    return control && value ? [{ heading: false, label: control.label, answer: spoken(value, control) }] : [];
  });
}

function spoken(value: string, { choices }: Control): string {
  return choices.size ? value.split(" ").map((one) => choices.get(one) ?? one).join(", ") : value;
}

function controlsOf(form: Document, said: (element: Element | null) => string): Map<string, Control> {
  const controls = new Map<string, Control>();
  const body = form.getElementsByTagNameNS("*", "body")[0];
  for (const element of body?.getElementsByTagName("*") ?? []) {
    const ref = element.getAttribute("ref") ?? element.getAttribute("nodeset");
    if (!ref || element.localName === "itemset" || element.localName === "label" || element.localName === "value") continue;
    const label = said(child(element, "label"));
    const around = element.localName === "repeat" ? (controls.get(ref)?.label ?? "") : "";
    controls.set(ref, { label: label || around, choices: choicesOf(form, element, said) });
  }
  return controls;
}

function choicesOf(form: Document, control: Element, said: (element: Element | null) => string): Map<string, string> {
  const choices = new Map<string, string>();
  for (const item of children(control, "item")) choices.set(child(item, "value")?.textContent ?? "", said(child(item, "label")));
  const list = /instance\('([^']+)'\)/.exec(child(control, "itemset")?.getAttribute("nodeset") ?? "")?.[1];
  const instance = [...form.getElementsByTagNameNS("*", "instance")].find((one) => list && one.getAttribute("id") === list);
  for (const item of instance?.getElementsByTagNameNS("*", "item") ?? []) {
    choices.set(child(item, "name")?.textContent ?? "", said(child(item, "itextId")) || said(child(item, "label")));
  }
  return choices;
}

/** Says a label: its own text, or what the form's translation has under its name. */
function wordsOf(form: Document, language: Language): (element: Element | null) => string {
  const all = [...form.getElementsByTagNameNS("*", "translation")];
  const spoken = all.find((one) => one.getAttribute("lang")?.includes(`(${language})`)) ?? all[0];
  const words = new Map([...(spoken?.children ?? [])].map((text) => [text.getAttribute("id") ?? "", plain(child(text, "value"))]));
  return (element) => {
    const named = /jr:itext\('([^']+)'\)/.exec(element?.getAttribute("ref") ?? "")?.[1];
    if (named !== undefined) return words.get(named) ?? "";
    return element?.localName === "itextId" ? (words.get(element.textContent ?? "") ?? "") : plain(element);
  };
}

const plain = (element: Element | null) => (element?.textContent ?? "").replace(/<[^>]*>/g, "").replace(/[*#_]+/g, "").replace(/\s+/g, " ").trim();
const child = (parent: Element, name: string) => [...parent.children].find((one) => one.localName === name) ?? null;
const children = (parent: Element, name: string) => [...parent.children].filter((one) => one.localName === name);
