/** Where a filled form stands on its way to the office. The words on the screen say this and nothing better. */

export type State =
  | "draft" // being filled in
  | "ready" // finished; not sent, or not wholly
  | "sending" // on its way this moment
  | "waiting" // the server took it; its receipt has not been seen
  | "received" // the receipt lists the form and every file with equal SHA-256
  | "refused" // the server said why it will not take it
  | "replaced" // refused, and taken up again in a corrected copy
  | "conflict"; // the server has other bytes under the same name and keeps both

/** Every move there is. From draft a form is finished once and for all: nothing leads back. */
export const MOVES: Readonly<Record<State, readonly State[]>> = {
  draft: ["ready"],
  ready: ["sending", "received", "conflict"],
  sending: ["waiting", "ready", "refused", "conflict"],
  waiting: ["received", "ready", "conflict"],
  received: [],
  refused: ["ready", "replaced"],
  replaced: [],
  conflict: [],
};

/** States of finished work that the office may not have yet: it stays on the phone whatever happens. */
export const UNSENT: readonly State[] = ["ready", "sending", "waiting", "refused"];

/** States whose entry may be deleted from the phone by its owner's word. */
export const REMOVABLE: readonly State[] = ["draft", "received", "replaced", "conflict"];

export function mayMove(from: State, to: State): boolean {
  return MOVES[from].includes(to);
}
