// Rows that can be ticked, so that something is done with several at once: each box belongs to the form
// whose buttons say what.
(() => {
  const form = () => document.getElementById("ticked");

  // The rows carry no boxes until somebody asks for them: most people only read the list.
  function addBoxes() {
    for (const row of document.querySelectorAll("[data-ticks] tr[data-href]:not(:has([data-tick]))")) {
      const box = document.createElement("input");
      Object.assign(box, { type: "checkbox", name: row.closest("table").dataset.ticks, className: "form-check-input me-2", value: row.dataset.href.match(/\d+/)[0] });
      box.setAttribute("form", "ticked");
      box.dataset.tick = "";
      box.setAttribute("aria-label", row.querySelector(".row-link").textContent);
      row.cells[0].prepend(box);
    }
  }
  document.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-select-rows]");
    if (!asked) return;
    asked.hidden = true;
    form().hidden = false;
    addBoxes();
  });
  // Other rows were fetched: they get their boxes as well.
  document.addEventListener("htmx:load", () => form()?.hidden === false && addBoxes());
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-select-rows]");
    if (button) button.hidden = false;
  });

  // One box ticks all others of its form.
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-tick-all-box]")) return;
    const boxes = event.target.closest("form").querySelectorAll("input[type=checkbox][name]");
    boxes.forEach((box) => (box.checked = event.target.checked));
  });
})();
