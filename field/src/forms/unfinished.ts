/** Answers that are begun and cannot be read yet ("31" of a date): the form would call them blank and lose them silently. */
import { inject, onBeforeUnmount, reactive, watchEffect, type InjectionKey } from "vue";

export type Unfinished = Map<string, string>; // node of the question -> what to do

export const UNFINISHED: InjectionKey<Unfinished> = Symbol("unfinished");

export const noneUnfinished = (): Unfinished => reactive(new Map<string, string>());

/** Tells the form of this control's unfinished text as long as `problem` gives a message. */
export function useUnfinished(nodeId: string, problem: () => string | null): void {
  const unfinished = inject(UNFINISHED);
  watchEffect(() => {
    const message = problem();
    if (message === null) unfinished?.delete(nodeId);
    else unfinished?.set(nodeId, message);
  });
  onBeforeUnmount(() => unfinished?.delete(nodeId));
}
