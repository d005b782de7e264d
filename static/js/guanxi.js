// Behaviour of the whole site, hung on data attributes. Every page works without it.
(() => {
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

  // "/" goes to the search box, "c" opens the complaint form, and whatever else carries data-shortcut.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeSearch();
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    // "j" and "k" walk through the rows of a page of work.
    const rows = [...document.querySelectorAll("[data-walk]")];
    rows[rows.indexOf(document.activeElement) + ({ j: 1, k: -1 }[event.key] ?? NaN)]?.focus();
    const element = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (!element) return;
    event.preventDefault();
    if (element.matches("input")) element.focus();
    else element.click();
  });

  // The search box shows what it found below it; arrows walk through, Escape and a click elsewhere close.
  const searchFound = () => document.getElementById("search-found");
  function closeSearch() {
    if (searchFound()) searchFound().replaceChildren();
  }
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".topbar-search")) closeSearch();
  });
  document.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || !event.target.closest(".topbar-search")) return;
    const stops = [document.getElementById("search-all"), ...searchFound().querySelectorAll("a")];
    const step = event.key === "ArrowDown" ? 1 : -1;
    const next = stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length];
    event.preventDefault();
    next.focus();
  });

  // A row opens its record wherever it is clicked, unless the click was for a control in it or marked text.
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-href]");
    if (!row || event.target.closest("a, button, input, label, select") || String(window.getSelection())) return;
    if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank");
    else window.location = row.dataset.href;
  });

  // A form is sent once: its buttons rest while it is on the way, and wake when the page is shown again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) {
      event.preventDefault();
      return;
    }
    setTimeout(() => setButtons(form, true));
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => setButtons(form, false)));
  for (const [name, isSending] of [["htmx:beforeRequest", true], ["htmx:afterRequest", false]]) {
    document.addEventListener(name, (event) => event.target.matches("form[method=post]") && setButtons(event.target, isSending));
  }
  function setButtons(form, isSending) {
    form.querySelectorAll("button:not([type=button]), input[type=submit]").forEach((button) => {
      button.disabled = isSending;
    });
  }

  function say(text, kind) {
    const note = document.createElement("div");
    note.className = `alert alert-${kind}`;
    note.setAttribute("role", kind === "danger" ? "alert" : "status");
    note.textContent = text;
    document.getElementById("messages")?.replaceChildren(note);
  }

  // Errors of htmx requests are said, not swallowed.
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, ({ detail: { xhr } }) => say(xhr?.status === 401 ? xhr.responseText : document.body.dataset.failed, "danger"));
  }

  // What was saved in the dialog is said on the page behind it.
  document.addEventListener("saved", (event) => event.detail.text && say(event.detail.text, "success"));

  // What is fetched opens the dialog, in its first field; a form in it that was saved answers without content and closes it.
  document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
    if (target.id !== "dialog" || target.open) return;
    target.showModal();
    const field = target.querySelector("[autofocus]") ?? target.querySelector("form :is(input:not([type=hidden]), select, textarea)");
    field?.focus();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 204 && event.detail.target.id === "dialog") event.detail.target.close();
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-close-dialog]")) target.closest("dialog")?.close();
    // A canned answer goes to the cursor.
    const box = document.getElementById(target.dataset.insert);
    box?.setRangeText(target.value, box.selectionStart, box.selectionEnd, "end");
    box?.focus();
  });

  // Empty fields of a filter form do not clutter the address.
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.matches("[data-filter-form]")) return;
    for (const [name, value] of [...event.detail.formData.entries()]) {
      if (value === "") event.detail.formData.delete(name);
    }
  });

  // Badges say how much waits, once the page is there and every minute while somebody looks at it.
  async function showCounts() {
    const badges = document.querySelectorAll("[data-count]");
    if (!badges.length || document.hidden) return;
    const answer = await fetch(document.body.dataset.counts, { headers: { Accept: "application/json" } }).catch(() => null);
    // Without a connection, or after the login has ended, the badges stay as they are.
    if (!answer?.ok || answer.redirected) return;
    const counts = await answer.json();
    for (const badge of badges) {
      badge.textContent = counts[badge.dataset.count];
      badge.hidden = !badge.textContent;
    }
  }
  document.addEventListener("DOMContentLoaded", showCounts);
  setInterval(showCounts, 60_000);
})();
