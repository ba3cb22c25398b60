// Checks the token of a QR code (JWS, ES256) with our public keys, on this device, without asking anybody.
"use strict";
(() => {
  const root = document.getElementById("offline");
  const answer = document.getElementById("answer");
  const facts = document.getElementById("facts");

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const factsIn = (part) => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes(part)));

  async function keys() {
    try {
      return (await (await fetch(root.dataset.keys)).json()).keys;
    } catch {
      const kept = await caches.match(root.dataset.keys);
      return kept ? (await kept.json()).keys : [];
    }
  }

  // {state: good | wrong | unknown | none, said}; the key decides about the algorithm, never the token.
  async function judge(text) {
    const token = text.trim().split("#").pop();
    const parts = token.split(".");
    if (parts.length !== 3 || !parts[0]) return { state: "none" };
    try {
      const key = (await keys()).find((one) => one.kid === factsIn(parts[0]).kid);
      if (!key) return { state: "unknown" };
      const way = { name: "ECDSA", namedCurve: "P-256" };
      const known = await crypto.subtle.importKey("jwk", key, way, false, ["verify"]);
      const signed = new TextEncoder().encode(`${parts[0]}.${parts[1]}`);
      const good = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, known, bytes(parts[2]), signed);
      return good ? { state: "good", said: factsIn(parts[1]) } : { state: "wrong" };
    } catch {
      return { state: "wrong" };
    }
  }

  function shown(key, value) {
    if (key === "d") return value.split("-").reverse().join("/");
    return key === "c" ? value.replace(/(.{4})(?=.)/g, "$1-") : value;
  }

  function tell({ state, said }) {
    for (const old of answer.querySelectorAll(":scope > :not(template)")) old.remove();
    answer.append(answer.querySelector(`[data-answer="${state}"]`).content.cloneNode(true));
    facts.hidden = state !== "good";
    document.getElementById("online").hidden = state !== "good";
    for (const row of facts.querySelectorAll("[data-fact]")) {
      const value = said && said[row.dataset.fact];
      row.hidden = !value;
      row.querySelector("dd").textContent = value ? shown(row.dataset.fact, String(value)) : "";
    }
    if (said) document.querySelector("#online a").href = `${root.dataset.verify}${encodeURIComponent(said.c)}/`;
  }

  const check = async (text) => tell(await judge(text));

  document.getElementById("paste").addEventListener("submit", (event) => {
    event.preventDefault();
    check(document.getElementById("id_address").value);
  });
  window.addEventListener("hashchange", () => location.hash.includes(".") && check(location.hash));
  if (location.hash.includes(".")) check(location.hash);

  // The browser's own reader of codes, where it has one; elsewhere the page says what to do instead.
  async function reads() {
    if (!("BarcodeDetector" in window)) return false;
    return (await BarcodeDetector.getSupportedFormats().catch(() => [])).includes("qr_code");
  }
  reads().then((can) => {
    document.getElementById("camera").hidden = !can;
    document.getElementById("unread").hidden = can;
  });
  const found = async (source) => (await new BarcodeDetector({ formats: ["qr_code"] }).detect(source))[0]?.rawValue;
  document.getElementById("id_picture").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) check((await found(await createImageBitmap(file)).catch(() => "")) || "");
  });

  document.querySelector("#camera button").addEventListener("click", async () => {
    const video = document.getElementById("seen");
    const wanted = { video: { facingMode: "environment" } };
    const stream = await navigator.mediaDevices?.getUserMedia(wanted).catch(() => null);
    if (!stream) return tell({ state: "denied" });
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    const until = Date.now() + 60_000;
    let text = "";
    while (!text && Date.now() < until) {
      await new Promise((done) => setTimeout(done, 200));
      text = (await found(video).catch(() => "")) || "";
    }
    stream.getTracks().forEach((track) => track.stop());
    video.hidden = true;
    check(text);
  });
})();
