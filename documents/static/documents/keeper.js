// Service worker of /xac-minh/: with a network everything comes from there; without, pages are the kept one.
"use strict";
const KEPT = "xac-minh";
const PAGE = new URL("ngoai-tuyen/", self.registration.scope).href;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function kept(request) {
  const shelf = await caches.open(KEPT);
  const wanted = request.mode === "navigate" ? PAGE : request;
  return (await shelf.match(wanted)) || Response.error();
}

self.addEventListener("fetch", (event) => {
  const own = new URL(event.request.url).origin === self.location.origin;
  if (event.request.method === "GET" && own) {
    event.respondWith(fetch(event.request).catch(() => kept(event.request)));
  }
});
