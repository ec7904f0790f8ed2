/** How far a form is, and what still stands against finishing it. */
import type { FormNode, RootNode } from "@getodk/web-forms/engine";
import { shownNodes } from "./engine";
import type { Unfinished } from "./unfinished";

const ASKED = new Set(["input", "select", "range", "rank", "upload", "trigger"]);

/** Questions that the person sees now and may answer: later answers can make more of them, so nothing is promised. */
export interface Progress {
  readonly answered: number;
  readonly shown: number;
}

export function progress(root: RootNode): Progress {
  let [answered, shown] = [0, 0];
  for (const { nodeType, currentState } of shownNodes(root.currentState.children)) {
    if (!ASKED.has(nodeType) || currentState.readonly) continue;
    shown += 1;
    if ((currentState.instanceValue ?? currentState.value ?? "") !== "") answered += 1;
  }
  return { answered, shown };
}

/** One question that must be looked at again. label: '' when it has none; shown: false when nobody can answer it (a calculation). */
export interface Problem {
  readonly nodeId: string;
  readonly label: string;
  readonly message: string;
  readonly shown: boolean;
}

/** What the form objects to and what is half written, in the form's order. */
export function problems(root: RootNode, unfinished: Unfinished): Problem[] {
  const objections = new Map(root.validationState.violations.map(({ nodeId, violation }) => [nodeId, violation.message.asString]));
  const listed = [...shownNodes(root.currentState.children)].flatMap((node: FormNode): Problem[] => {
    const message = unfinished.get(node.nodeId) ?? objections.get(node.nodeId);
    objections.delete(node.nodeId);
    if (message === undefined) return [];
    const shown = ASKED.has(node.nodeType);
    return [{ nodeId: node.nodeId, label: shown ? (node.currentState.label?.asString ?? "") : "", message, shown }];
  });
  return [...listed, ...[...objections].map(([nodeId, message]) => ({ nodeId, label: "", message, shown: false }))];
}

/** Goes to a question: opens the groups around it, brings it to the middle, and puts the cursor into it. */
export function goTo(nodeId: string): void {
  const question = document.getElementById(`${nodeId}_container`);
  if (question === null) return;
  for (let around = question.closest(".p-panel"); around; around = around.parentElement?.closest(".p-panel") ?? null) {
    if (around.classList.contains("panel-content-hidden")) around.querySelector<HTMLElement>(".panel-title")?.click();
  }
  requestAnimationFrame(() => {
    question.scrollIntoView({ block: "center" });
    question.querySelector<HTMLElement>("input:not([type=file]), textarea, select, button, [tabindex='0']")?.focus({ preventScroll: true });
  });
}
