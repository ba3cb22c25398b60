// Addresses made from Vietnamese titles: Wagtail's own letters table would turn "Hướng dẫn" into "hng-dn".
(() => {
  const plain = (words) => words.replace(/[đĐ]/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  for (const name of ["w-sync:check", "w-sync:apply"]) {
    document.addEventListener(name, (event) => {
      if (typeof event.detail?.value === "string") event.detail.value = plain(event.detail.value);
    }, true);
  }
})();
