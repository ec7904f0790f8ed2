/** The link or QR code that sets a phone up: <office>/field/#key=<token>. */

const TOKEN = /^[\w.~-]{16,200}$/;

/** The token of a link or of its fragment; null when it is no such link, or of another office. */
export function tokenOf(link: string, origin: string): string | null {
  const text = link.trim();
  const cut = text.indexOf("#key=");
  if (cut < 0) return null;
  const before = text.slice(0, cut);
  if (before && new RegExp(`^${origin.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}/field/?$`).test(before) === false) return null;
  const token = decodeURIComponentSafely(text.slice(cut + "#key=".length));
  return token !== null && TOKEN.test(token) ? token : null;
}

/** Takes the token out of the address bar and the history, before anything else can see it there. */
export function takeToken(window: Window): string | null {
  const { hash, origin, pathname } = window.location;
  if (!hash.startsWith("#key=")) return null;
  window.history.replaceState(null, "", pathname);
  return tokenOf(hash, origin);
}

function decodeURIComponentSafely(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (trouble) {
    if (trouble instanceof URIError) return null;
    throw trouble;
  }
}
