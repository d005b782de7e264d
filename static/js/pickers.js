// Pickers: long selects can be typed in (data-pick), and some ask the server while somebody types (data-picker-url).
(() => {
  // A late refresh would open again what a quick hand has chosen and left. The label moves to the picker, so the select
  // behind it is not read out.
  const optionsOf = (select) => ({
    maxOptions: null,
    refreshThrottle: 0,
    onInitialize: () => select.setAttribute("aria-hidden", "true"),
  });

  function ask(address, text, show) {
    address.searchParams.set("q", text);
    fetch(address, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : { results: [] }))
      .then((found) => show(found.results))
      .catch(() => show());
  }

  const pick = (select) => new TomSelect(select, optionsOf(select));

  function pickFromServer(select) {
    const address = new URL(select.dataset.pickerUrl, window.location);
    const picker = new TomSelect(select, {
      ...optionsOf(select),
      valueField: "value",
      labelField: "text",
      searchField: [],
      loadThrottle: 200,
      render: {
        option: (found, escape) =>
          `<div>${escape(found.text)} <span class="text-body-secondary">${escape(found.hint ?? "")}</span></div>`,
      },
      // The server has ranked what it found; what was shown for an earlier text goes, unless the page itself offers it.
      score: () => () => 1,
      shouldLoad: (text) => text.trim().length > 0,
      load(text, show) {
        const stays = (value) => value === picker.getValue() || "always" in picker.options[value];
        Object.keys(picker.options).forEach((value) => stays(value) || picker.removeOption(value, true));
        ask(address, text, show);
      },
    });
    // The browser would put the cursor into the select behind, where typing finds nobody.
    if (select.autofocus && !select.value) picker.control_input.focus();
  }

  // Tags are chosen from those in use, or typed.
  function pickTags(input) {
    const address = new URL(input.dataset.tagsUrl, window.location);
    const load = (text, show) => ask(address, text, show);
    new TomSelect(input, { ...optionsOf(input), labelField: "text", create: true, createOnBlur: true, preload: "focus", load });
  }

  function prepare(root) {
    root.querySelectorAll("input[data-tags-url]:not(.tomselected)").forEach(pickTags);
    root.querySelectorAll("select[data-pick]:not(.tomselected)").forEach(pick);
    root.querySelectorAll("select[data-picker-url]:not(.tomselected)").forEach(pickFromServer);
  }
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:load", (event) => prepare(event.target));
})();
