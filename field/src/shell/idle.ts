/** A phone that lies about locks itself. */

const AWAY = 15 * 60_000;
const SIGNS = ["pointerdown", "keydown", "scroll", "touchstart"] as const;

/** Calls `away` when nobody has touched the app for a quarter of an hour; returns how to stop watching. */
export function sayIdle(away: () => Promise<void>): () => void {
  let last = Date.now();
  const touched = () => (last = Date.now());
  const look = () => {
    const passed = Date.now() - last;
    if (passed < 0) touched(); // the clock was set back
    else if (passed > AWAY) void away();
  };
  for (const sign of SIGNS) window.addEventListener(sign, touched, { passive: true });
  document.addEventListener("visibilitychange", look);
  const watching = window.setInterval(look, 30_000);
  return () => {
    for (const sign of SIGNS) window.removeEventListener(sign, touched);
    document.removeEventListener("visibilitychange", look);
    window.clearInterval(watching);
  };
}
