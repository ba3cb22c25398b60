/* Stripe's fields on the page, and what Stripe says. Neither this file nor our server sees what is typed there.
   Whether it is paid is not believed from here: the waiting page has Stripe asked. */
(() => {
  "use strict";

  const form = document.getElementById("stripe");
  const said = document.getElementById("stripe-said");
  const { key, secret, language, back, away } = form.dataset;
  const button = form.querySelector("button");

  const say = (words) => {
    said.textContent = words || away;
    said.hidden = false;
    said.focus();
  };

  form.hidden = false;
  if (!window.Stripe) {
    button.hidden = true;
    say(away);
    return;
  }

  const stripe = window.Stripe(key, { locale: language });
  const elements = stripe.elements({ clientSecret: secret });
  const card = elements.create("payment");
  card.on("loaderror", () => say(away));
  card.mount("#stripe-card");

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    said.hidden = true;
    const confirmParams = { return_url: new URL(back, window.location.href).href };
    const { error } = await stripe.confirmPayment({ elements, confirmParams, redirect: "if_required" });
    const status = error?.payment_intent?.status; // said of an intent that was confirmed before
    if (!error || status === "succeeded" || status === "processing") {
      window.location.assign(back);
      return;
    }
    button.disabled = false;
    say(error.message);
  });
})();
