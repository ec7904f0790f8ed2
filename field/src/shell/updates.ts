/** The service worker: keeps the app for offline, and offers a new version without forcing it on anybody. */
import { reactive } from "vue";
import { FORM_LOCK } from "./locks";

export const updates = reactive({ offlineReady: false, waiting: false, formOpen: false });

let waiting: ServiceWorker | null = null;

export async function registerWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("/field/sw.js", { scope: "/field/" });
  const look = () => {
    updates.offlineReady = registration.active?.state === "activated";
    waiting = registration.active ? registration.waiting : null;
    updates.waiting = waiting !== null;
  };
  const follow = () => [registration.installing, registration.waiting, registration.active].forEach((worker) => worker?.addEventListener("statechange", look));
  look();
  follow();
  registration.addEventListener("updatefound", follow);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && navigator.onLine) void registration.update().catch(() => undefined); // offline after all
  });
}

/** Changes to the waiting version, unless a form is open in any window: then it stays as it is and says so. */
export async function takeUpdate(): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  updates.formOpen = held.some((lock) => lock.name?.startsWith(FORM_LOCK));
  if (updates.formOpen || !waiting) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), { once: true });
  waiting.postMessage("take over");
}
