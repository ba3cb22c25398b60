/* What localstripe's mock of Stripe.js lacks: confirmPayment, with the card in its fields (test_stripe.py). */
(() => {
  const mock = Stripe;
  Stripe = (key) => {
    const stripe = mock(key);
    const { elements } = stripe;
    let secret = "";
    stripe.elements = ({ clientSecret }) => {
      secret = clientSecret;
      return elements();
    };
    stripe.confirmPayment = async (given) => {
      const card = given.elements.getElement("payment").value.card;
      const intent = await window.confirmAtStripe(secret, card);
      if (intent.error || intent.status !== "requires_action") return intent;
      const { error, paymentIntent } = await stripe.confirmCardPayment(secret);
      return { error: error || paymentIntent.last_payment_error };
    };
    return stripe;
  };
})();
