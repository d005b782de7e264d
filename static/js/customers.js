// Pickers of the customer forms: long selects can be typed in, and customers are asked of the server.
(() => {
  // The label moves to the picker: the select behind it is not read out.
  const silencing = (select) => ({ onInitialize: () => select.setAttribute("aria-hidden", "true") });
  const pick = (select) => new TomSelect(select, { ...silencing(select), maxOptions: null });

  function pickCustomer(select) {
    const picker = new TomSelect(select, {
      ...silencing(select),
      valueField: "value",
      labelField: "text",
      searchField: [],
      loadThrottle: 200,
      score: () => () => 1,
      shouldLoad: (text) => text.trim().length > 0,
      load(text, show) {
        const chosen = picker.getValue();
        Object.keys(picker.options).forEach((value) => value !== chosen && picker.removeOption(value, true));
        fetch(`${select.dataset.pickerUrl}&q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } })
          .then((answer) => (answer.ok ? answer.json() : { results: [] }))
          .then((found) => show(found.results))
          .catch(() => show());
      },
    });
  }

  function prepare(root) {
    root.querySelectorAll("select[data-pick]:not(.tomselected)").forEach(pick);
    root.querySelectorAll("select[data-picker-url]:not(.tomselected)").forEach(pickCustomer);
  }
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:load", (event) => prepare(event.target));
})();
