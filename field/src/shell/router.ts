/** Which page is shown: by the address's fragment, so that the phone's back button works and the server never hears of it. */
import { computed, ref } from "vue";

const hash = ref(window.location.hash);
let leaving: (() => Promise<void>) | null = null;

window.addEventListener("hashchange", () => void follow());

async function follow(): Promise<void> {
  await leaving?.();
  hash.value = window.location.hash;
}

/** The page's name and what it is about: '#/family/<id>' is ['family', '<id>']; without a fragment the visits. */
export const route = computed(() => {
  const [name = "", id = ""] = hash.value.replace(/^#\/?/, "").split("/");
  return { name: name || "visits", id };
});

export const addressOf = (name: string, id = "") => `#/${name}${id ? `/${encodeURIComponent(id)}` : ""}`;

export function go(name: string, id = ""): void {
  window.location.hash = addressOf(name, id);
}

/** In place of the page shown: going back does not return to it. */
export function goInstead(name: string, id = ""): void {
  window.history.replaceState(null, "", addressOf(name, id));
  void follow();
}

/** The page shown wants to finish something before another takes its place. */
export function beforeLeaving(work: (() => Promise<void>) | null): void {
  leaving = work;
}
