/// <reference lib="webworker" />
/** Keeps the app on the phone: a version is fetched whole before it is used. Nothing of a family is ever kept here. */
import { addPlugins, cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

// The server's pages vary by language and cookie, these files do not: kept with Vary they would not be found again.
const withoutVary = (response: Response): Response => {
  const headers = new Headers(response.headers);
  headers.delete("Vary");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
};
addPlugins([{ cacheWillUpdate: async ({ response }) => (response.status === 200 ? withoutVary(response) : null) }]);
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL("/field/"), { allowlist: [/^\/field\/(?:\?.*)?$/] }));

// The first version serves the window that fetched it, so that going offline right after set-up loses nothing.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The page asks for a new version once no form is open (shell/updates.ts); it never takes over by itself.
self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});
