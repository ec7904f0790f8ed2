/** Keeps a draft while a form is filled: a little after each answer, and at once when the app goes out of sight. */
import type { Answers } from "./engine";

const PAUSE = 2_000; // ms after the last touch
const LONGEST = 8_000; // ms without a draft while somebody goes on typing

export interface Autosave {
  /** Somebody has touched the form. */
  touched(): void;
  /** Saves now what is not saved, and resolves when that is done. */
  flush(): Promise<void>;
  stop(): void;
}

/** Calls `save` with the answers when they differ from those saved last. */
export function autosave(read: () => Promise<Answers>, save: (answers: Answers) => void, clock = globalThis): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since: number | null = null;
  let saved = "";
  let last: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const answers = await read();
    if (answers.xml === saved) return;
    saved = answers.xml;
    save(answers);
  }

  function flush(): Promise<void> {
    clock.clearTimeout(timer);
    if (since === null) return last;
    since = null;
    return (last = last.then(write));
  }

  return {
    touched() {
      const now = clock.performance.now();
      since ??= now;
      clock.clearTimeout(timer);
      timer = clock.setTimeout(() => void flush(), Math.max(0, Math.min(PAUSE, since + LONGEST - now)));
    },
    flush,
    stop: () => clock.clearTimeout(timer),
  };
}
