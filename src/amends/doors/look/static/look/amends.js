/* What the pages of Amends do beyond plain HTML. Every part is an addition: without this file each page still works.
   Parts: times, copy buttons, faults, dialogs, rows by keyboard, uploads, questions, the evidence viewer. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /* Times: absolute ones are written in the reader's own zone (the one they chose, else the browser's), always named. */
  const timeZone = root.dataset.zone || undefined;
  const locale = root.lang.startsWith("en") ? "en-GB" : root.lang || undefined;
  const dayForm = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone });
  const clockForm = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const zoneForm = new Intl.DateTimeFormat("en", { timeZoneName: "shortOffset", timeZone });
  const zoneOf = (at) => zoneForm.formatToParts(at).find((part) => part.type === "timeZoneName").value.replace("GMT", "UTC").replace("-", "−").replace("+0", "");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes(`amends_zone=${zone}`)) document.cookie = `amends_zone=${zone}; path=/; max-age=31536000; samesite=lax`;
  const localize = (time) => {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.valueOf())) return;
    const exact = `${dayForm.format(at)}, ${clockForm.format(at)} ${zoneOf(at)}`;
    time.title = exact;
    if (time.dataset.local === "text") time.textContent = exact;
    if (time.dataset.local === "day") time.textContent = dayForm.format(at);
    const inner = time.querySelector(".exact");
    if (inner) inner.textContent = exact;
  };

  /* Copy buttons say what they did where the eye is. */
  const copy = async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const before = button.getAttribute("aria-label");
    button.dataset.copied = "";
    button.setAttribute("aria-label", button.dataset.done);
    button.title = button.dataset.done;
    setTimeout(() => {
      delete button.dataset.copied;
      button.setAttribute("aria-label", before);
      button.title = before;
    }, 1600);
  };

  /* Dialogs: a link to a page opens the dialog of that name instead; the address carries it. */
  const openDialog = (dialog) => {
    if (!dialog.open) dialog.showModal();
    else if (!dialog.matches(":modal")) { dialog.close(); dialog.showModal(); }
  };
  const openFromAddress = () => {
    const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named instanceof HTMLDialogElement && named.classList.contains("dialog")) openDialog(named);
  };
  const forgetAddress = (dialog) => {
    if (dialog.id && location.hash === `#${dialog.id}`) history.replaceState(null, "", location.pathname + location.search);
  };

  /* Rows: j and k walk, Enter opens (the link has the focus), a click beside the link opens too. */
  const keysOn = () => localStorage.getItem("amends-keys") !== "off";
  const walk = (step) => {
    const links = all("[data-rows] .row-link").filter((link) => link.offsetParent);
    const here = links.indexOf(document.activeElement);
    const next = links[here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1)];
    next?.focus();
    next?.closest("tr, li")?.scrollIntoView({ block: "nearest" });
  };
  const showKeySwitch = (button) => {
    button.hidden = !document.querySelector("[data-rows]");
    button.textContent = keysOn() ? button.dataset.off : button.dataset.on;
  };

  /* Uploads: each file goes by itself, two at a time, with its progress; the answer is its row. */
  const waiting = [];
  let running = 0;
  const glyph = (failed) => {
    const holder = document.createElement("template");
    holder.innerHTML = failed
      ? '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M8 2.25 14.25 13H1.75z"/><path d="M8 6.5v3"/><path d="M8 11.4v.1"/></svg>'
      : '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M8 10.5V2.75"/><path d="M4.75 5.75 8 2.5l3.25 3.25"/><path d="M2.5 10.5v2.75h11V10.5"/></svg>';
    return holder.content.firstChild;
  };
  const fileRow = (name, note, failed) => {
    const row = document.createElement("li");
    const title = document.createElement("span");
    const under = document.createElement("span");
    row.className = "file";
    row.dataset.state = failed ? "failed" : "sending";
    title.className = "file-name";
    title.textContent = name;
    under.className = "file-note";
    under.append(note);
    row.append(glyph(failed), title, under);
    return row;
  };
  const answerRow = (drop, file, request) => {
    const holder = document.createElement("template");
    holder.innerHTML = request.responseText || "";
    return holder.content.querySelector("li.file") || fileRow(file.name, drop.dataset.failed || String(request.status), true);
  };
  const sendNext = () => {
    if (running >= 2 || !waiting.length) return;
    const { drop, input, file, row } = waiting.shift();
    const bar = row.querySelector("progress");
    const request = new XMLHttpRequest();
    const body = new FormData();
    const token = drop.closest("form")?.elements.csrfmiddlewaretoken?.value;
    body.append(input.name, file);
    running += 1;
    request.open("POST", drop.dataset.upload);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    if (token) request.setRequestHeader("X-CSRFToken", token);
    request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = Math.round((event.loaded / event.total) * 100); };
    request.onloadend = () => {
      const answer = answerRow(drop, file, request);
      running -= 1;
      row.replaceWith(answer);
      window.htmx?.process(answer);
      enhance(answer);
      /* A file of one's own is no news: it makes no form of this page stale. */
      if (request.status === 201) for (const seen of document.querySelectorAll('input[type="hidden"][name="version"]')) seen.value = Number(seen.value) + 1;
      drop.dispatchEvent(new CustomEvent("amends:uploaded", { bubbles: true, detail: { status: request.status } }));
      sendNext();
    };
    request.send(body);
  };
  const take = (drop, files) => {
    const input = drop.querySelector('input[type="file"]');
    const list = document.getElementById(drop.dataset.list);
    list.setAttribute("aria-live", "polite");
    for (const file of files) {
      const bar = document.createElement("progress");
      bar.max = 100;
      bar.value = 0;
      bar.setAttribute("aria-label", file.name);
      const row = fileRow(file.name, bar, false);
      list.append(row);
      waiting.push({ drop, input, file, row });
      sendNext();
    }
    input.value = "";
    input.required = false;
  };

  /* The evidence viewer: pictures with zoom, videos, a link for the rest. */
  const viewing = { dialog: null, links: [], at: 0, zoom: 1 };
  const part = (name) => viewing.dialog.querySelector(`[data-part="${name}"]`);
  const zoomTo = (level) => {
    const stage = part("stage");
    const picture = stage.querySelector("img");
    viewing.zoom = Math.min(Math.max(level, 1), 6);
    if (!picture) return;
    stage.toggleAttribute("data-zoomed", viewing.zoom > 1);
    picture.style.width = viewing.zoom > 1 ? `${Math.round(stage.clientWidth * viewing.zoom)}px` : "";
  };
  const show = (index) => {
    const link = viewing.links.at(index % viewing.links.length);
    const kind = link.dataset.kind;
    const shown = document.createElement(kind === "image" ? "img" : kind === "video" ? "video" : "p");
    viewing.at = viewing.links.indexOf(link);
    if (kind === "image") { shown.src = link.href; shown.alt = link.dataset.name; }
    else if (kind === "video") { shown.src = link.href; shown.controls = true; }
    else shown.textContent = link.dataset.name;
    part("stage").replaceChildren(shown);
    part("name").textContent = link.dataset.name;
    part("place").textContent = `${viewing.at + 1} / ${viewing.links.length}`;
    part("original").href = link.href;
    part("zoom").hidden = kind !== "image";
    zoomTo(1);
  };
  const view = (gallery, link) => {
    viewing.dialog = document.getElementById(gallery.dataset.viewer);
    viewing.links = all("a[data-kind]", gallery);
    viewing.dialog.showModal();
    show(viewing.links.indexOf(link));
  };
  const steer = (what) => {
    if (what === "in") zoomTo(viewing.zoom * 1.5);
    if (what === "out") zoomTo(viewing.zoom / 1.5);
    if (what === "next") show(viewing.at + 1);
    if (what === "back") show(viewing.at - 1);
  };

  /* Listening, once for the whole page, so that what HTMX brings later works too. */
  const plainClick = (event) => event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target || !plainClick(event) || event.defaultPrevented) return;
    const copier = target.closest("[data-copy]");
    if (copier) { copy(copier); return; }
    const opener = target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      openDialog(dialog);
      history.replaceState(null, "", `#${dialog.id}`);
      return;
    }
    const pictured = target.closest("[data-viewer] a[data-kind]");
    if (pictured) { event.preventDefault(); view(pictured.closest("[data-viewer]"), pictured); return; }
    const doer = target.closest(".viewer [data-do]");
    if (doer) { steer(doer.dataset.do); return; }
    if (target.matches(".viewer-stage > img")) { zoomTo(viewing.zoom > 1 ? 1 : 2); return; }
    const keySwitch = target.closest("[data-keys]");
    if (keySwitch) { localStorage.setItem("amends-keys", keysOn() ? "off" : "on"); showKeySwitch(keySwitch); return; }
    if (target.matches("dialog.dialog") && !target.querySelector("textarea, input:not([type=hidden])")) {
      const box = target.getBoundingClientRect();
      if (event.clientY < box.top || event.clientY > box.bottom || event.clientX < box.left || event.clientX > box.right) target.close();
      return;
    }
    const row = target.closest("[data-rows] > *");
    if (row && !target.closest("a, button, input, label, select, summary") && !String(getSelection())) row.querySelector(".row-link")?.click();
  });
  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (busy || event.metaKey || event.ctrlKey || event.altKey) return;
    if (viewing.dialog?.open) {
      const moves = { ArrowRight: "next", ArrowLeft: "back", "+": "in", "=": "in", "-": "out" };
      const scrolled = viewing.zoom > 1 && event.key.startsWith("Arrow");
      if (moves[event.key] && !scrolled && event.target.tagName !== "VIDEO") { event.preventDefault(); steer(moves[event.key]); }
      return;
    }
    if (!keysOn() || document.querySelector("dialog[open]") || !document.querySelector("[data-rows]")) return;
    if (event.key === "j") walk(1);
    if (event.key === "k") walk(-1);
    const search = event.key === "/" && document.querySelector('input[type="search"]');
    if (search) { event.preventDefault(); search.focus(); }
  });
  document.addEventListener("close", (event) => {
    if (event.target instanceof HTMLDialogElement) forgetAddress(event.target);
    if (event.target === viewing.dialog) part("stage").replaceChildren();
  }, true);
  document.addEventListener("change", (event) => {
    const drop = event.target.closest?.("[data-upload]");
    if (drop && event.target.files?.length) take(drop, [...event.target.files]);
  });
  document.addEventListener("paste", (event) => {
    const drop = document.querySelector("[data-upload]");
    if (drop && event.clipboardData?.files.length) take(drop, [...event.clipboardData.files]);
  });
  const over = (event, on) => event.target.closest?.("[data-upload]")?.toggleAttribute("data-over", on);
  document.addEventListener("dragover", (event) => { if (event.target.closest?.("[data-upload]")) { event.preventDefault(); over(event, true); } });
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", (event) => {
    const drop = event.target.closest?.("[data-upload]");
    if (!drop) return;
    event.preventDefault();
    over(event, false);
    take(drop, [...event.dataTransfer.files]);
  });
  addEventListener("hashchange", openFromAddress);

  /* What cannot be taken back is asked about once more. */
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  /* A form that is under way is not sent again by a second click: that one would only hear that the first came before
     it. After ten seconds it is; somebody may have stopped the page from loading. */
  let leaving = { form: null, at: 0 };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
    if (leaving.form === form && event.timeStamp - leaving.at < 10_000) event.preventDefault();
    else leaving = { form, at: event.timeStamp };
  });
  addEventListener("pageshow", () => { leaving = { form: null, at: 0 }; });

  /* What new content needs once. */
  const each = (selector, within, work) => {
    if (within instanceof Element && within.matches(selector)) work(within);
    all(selector, within).forEach(work);
  };
  function enhance(within) {
    each("time[data-local]", within, localize);
    each("[data-copy]", within, (button) => { button.hidden = !navigator.clipboard; });
    each("[data-keys]", within, showKeySwitch);
    each("dialog[data-open]", within, openDialog);
    each(".tabs [aria-current]", within, (tab) => {
      /* Where not all tabs fit, the current one is the one to see. */
      const bar = tab.parentElement, at = tab.getBoundingClientRect();
      bar.scrollLeft += at.left - bar.getBoundingClientRect().left - (bar.clientWidth - at.width) / 2;
    });
    each("table.cards", within, (table) => {
      /* Cards are not laid out as a table, so what they are is said again. */
      table.setAttribute("role", "table");
      each("thead, tbody, tfoot", table, (group) => group.setAttribute("role", "rowgroup"));
      each("tr", table, (row) => row.setAttribute("role", "row"));
      each("td", table, (cell) => cell.setAttribute("role", "cell"));
      each("th", table, (head) => head.setAttribute("role", head.scope === "row" ? "rowheader" : "columnheader"));
    });
  }
  const firstFault = (within) => {
    const fault = within.querySelector('[aria-invalid="true"]:not([type="hidden"])');
    if (fault) { fault.focus({ preventScroll: true }); fault.scrollIntoView({ block: "center" }); }
  };
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) { enhance(event.detail.elt); firstFault(event.detail.elt); } });
  enhance(document);
  openFromAddress();
  firstFault(document);
})();
