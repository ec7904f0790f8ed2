/** Keeps the newest answers of a form: one writing at a time, the last one always written. */
import { reactive } from "vue";
import type { Attachment } from "../forms/contract";
import type { Entry } from "../queue/entry";

type Save = (xml: string, attachments: readonly Attachment[]) => Promise<Entry>;

export interface DraftKeeper {
  readonly state: { saving: boolean; savedAt: number; failed: boolean };
  keep(xml: string, attachments: readonly Attachment[]): void;
  /** Resolves when all that was handed over is written (or could not be: state.failed). */
  settled(): Promise<void>;
}

export function draftKeeper(save: Save): DraftKeeper {
  const state = reactive({ saving: false, savedAt: 0, failed: false });
  let next: [string, readonly Attachment[]] | null = null;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    state.saving = true;
    while (next) {
      const [xml, attachments] = next;
      next = null;
      try {
        state.savedAt = (await save(xml, attachments)).savedAt;
        state.failed = false;
      } catch (trouble) {
        if (!(trouble instanceof DOMException)) throw trouble;
        state.failed = true; // the disk is full: the next change tries again
      }
    }
    state.saving = false;
  }

  return {
    state,
    keep(xml, attachments) {
      next = [xml, attachments];
      running ??= run().finally(() => (running = null));
    },
    settled: () => running ?? Promise.resolve(),
  };
}
