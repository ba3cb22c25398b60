// A result was opened: said once a page, without holding the link back. Nothing of the person goes along.
(() => {
  const { asked, url } = document.currentScript.dataset;
  let said = false;
  const say = (event) => {
    if (said || event.button > 1 || !event.target.closest("a[data-found]")) return;
    said = navigator.sendBeacon(url, new URLSearchParams({ asked }));
  };
  document.addEventListener("click", say);
  document.addEventListener("auxclick", say);
})();
