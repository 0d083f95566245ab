/* The opening form, beyond plain HTML: it stays usable when the session ended, and no swap drops a file on its way. */
(() => {
  "use strict";
  const form = document.getElementById("opening");
  if (!form) return;
  const sending = () => form.querySelector('.file[data-state="sending"]');

  /* Signing in again in another tab changes the token; the cookie always has the one that counts. */
  const token = () => document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1];
  const renew = () => { if (token()) form.elements.csrfmiddlewaretoken.value = token(); };
  let leaving = false;
  form.addEventListener("submit", () => { leaving = true; renew(); });
  form.addEventListener("change", renew, true);
  form.addEventListener("htmx:configRequest", (event) => {
    if (leaving) { event.preventDefault(); return; }
    if (token()) event.detail.headers["X-CSRFToken"] = token();
    if (event.detail.parameters.csrfmiddlewaretoken && token()) event.detail.parameters.csrfmiddlewaretoken = token();
  });

  /* An answer from another address is the sign-in page: what was typed stays, and a word says what to do. */
  const signedOut = () => {
    if (document.getElementById("signed-out")) return;
    const note = document.createElement("div");
    const link = document.createElement("a");
    const words = document.createElement("p");
    note.id = "signed-out";
    note.className = "callout";
    note.dataset.tone = "warn";
    note.setAttribute("role", "alert");
    link.href = form.dataset.signIn;
    link.target = "_blank";
    link.textContent = form.dataset.signInLabel;
    words.append(form.dataset.signedOut, " ", link);
    note.append(words);
    form.prepend(note);
  };
  form.addEventListener("htmx:beforeSwap", (event) => {
    const asked = new URL(event.detail.requestConfig.path, location.href).pathname;
    const answered = new URL(event.detail.xhr.responseURL || location.href).pathname;
    if (asked !== answered) { event.detail.shouldSwap = false; signedOut(); }
    else document.getElementById("signed-out")?.remove();
  });

  /* What was typed in the last moment before the tab was closed or left is kept too. */
  let unkept = false;
  form.addEventListener("input", () => { unkept = true; });
  form.addEventListener("htmx:beforeRequest", (event) => { if (event.target === form) unkept = false; });
  addEventListener("pagehide", () => {
    if (!unkept || leaving) return;
    const words = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    fetch(form.getAttribute("hx-post"), { method: "POST", body: words, keepalive: true, headers: { "X-CSRFToken": token() || "" } });
  });

  /* Another type needs other files: the places change once what is on its way has arrived. */
  let waiting = false;
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.id === "evidence" && sending()) { event.detail.shouldSwap = false; waiting = true; }
  });
  document.addEventListener("amends:uploaded", () => {
    if (waiting && !sending()) { waiting = false; form.dispatchEvent(new Event("amends:changed")); }
  });

  /* What was typed before this script ran, or put back by the browser after a reload, is followed like the rest. */
  const differs = (field) => "checked" in field && /^(radio|checkbox)$/.test(field.type)
    ? field.checked !== field.defaultChecked
    : field.type !== "hidden" && field.type !== "file" && "defaultValue" in field && field.value !== field.defaultValue;
  document.addEventListener("htmx:load", () => {
    if ([...form.elements].some(differs)) form.dispatchEvent(new Event("amends:changed"));
  }, { once: true });

  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.target !== form && event.detail.successful) form.dispatchEvent(new Event("amends:changed"));
  });
})();
