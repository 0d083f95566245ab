/* A dispute's process as a pop-up: the page's address names it, so that it can be shared and opened again. */
(() => {
  "use strict";
  const name = (number) => {
    const address = new URL(location.href);
    if (number) address.searchParams.set("process", number);
    else address.searchParams.delete("process");
    history.replaceState(null, "", address);
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    const dialog = event.target.id === "popup" && event.target.querySelector("dialog[data-process]");
    if (dialog) name(dialog.dataset.process);
  });
  /* What Cancel asks stands at the very end, where the pop-up's foot would hide it. */
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.("details.withdraw[open]")) event.target.scrollIntoView({ block: "nearest" });
  }, true);
  document.addEventListener("close", (event) => {
    if (event.target.matches?.("#popup > dialog[data-process]")) { name(""); event.target.remove(); }
  }, true);
})();
