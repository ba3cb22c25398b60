// Keeps the offline page, what it is drawn with and our public keys on this device.
"use strict";
(() => {
  const own = document.currentScript.dataset;
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;

  function drawnWith() {
    const loaded = performance.getEntriesByType("resource").map((one) => one.name);
    return loaded.filter((name) => new URL(name).origin === location.origin && /\.(css|js|woff2?|svg)(\?|$)/.test(name));
  }

  async function keep() {
    await navigator.serviceWorker.register(own.worker, { scope: own.page.replace(/[^/]+\/$/, "") });
    const shelf = await caches.open("xac-minh");
    const wanted = [...new Set([own.page, own.keys, own.script, ...drawnWith()])];
    const answers = await Promise.all(wanted.map(async (name) => [name, await fetch(name, { cache: "no-cache" })]));
    await Promise.all(answers.filter(([, answer]) => answer.ok).map(([name, answer]) => shelf.put(name, answer)));
    await navigator.serviceWorker.ready;
    const told = document.getElementById("kept");
    if (told) told.hidden = false;
    document.documentElement.dataset.kept = "yes";
  }

  window.addEventListener("load", () => keep().catch(() => {})); // without a network what was kept stays
})();
