/** Several windows of one phone: one talks to the office at a time, one fills in a form at a time, and all hear of changes. */

export const ROUND_LOCK = "samutphok-round";
export const FORM_LOCK = "samutphok-form-";

export type News = "changed" | "closed";

const channel = new BroadcastChannel("samutphok-field");

export function tell(news: News): void {
  channel.postMessage(news);
}

export function hear(listener: (news: News) => void): void {
  channel.addEventListener("message", (event) => listener(event.data as News));
}

/** Holds the form for this window until the returned function is called; null when another window has it. */
export function holdForm(id: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    void navigator.locks.request(FORM_LOCK + id, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise<void>((release) => resolve(release));
    });
  });
}
