// Rows that can be ticked, so that several customers are handed over at once.
(() => {
  const button = () => document.querySelector("[data-select-rows]");
  const ticked = () => [...document.querySelectorAll("[data-tick]:checked")].map((box) => box.value);

  // The rows carry no boxes until somebody asks for them: most people only read the list.
  function addBoxes() {
    for (const row of document.querySelectorAll(".customer-table tr[data-href]:not(:has([data-tick]))")) {
      const box = document.createElement("input");
      Object.assign(box, { type: "checkbox", className: "form-check-input me-2", value: parseInt(row.dataset.href) });
      box.dataset.tick = "";
      box.setAttribute("aria-label", row.querySelector(".row-link").textContent);
      row.cells[0].prepend(box);
    }
  }
  document.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-select-rows]");
    if (!asked) return;
    const chosen = ticked();
    if (chosen.length) {
      window.location = `${asked.dataset.selectRows}?${chosen.map((id) => `customer=${id}`).join("&")}`;
    } else {
      asked.querySelector("span").textContent = asked.dataset.go;
      asked.dataset.ticking = "on";
      addBoxes();
    }
  });
  // Other rows were fetched: they get their boxes as well.
  document.addEventListener("htmx:load", () => button()?.dataset.ticking && addBoxes());
  document.addEventListener("DOMContentLoaded", () => {
    if (button()) button().hidden = false;
  });

  // One box ticks all others of its form.
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-tick-all-box]")) return;
    const boxes = event.target.closest("form").querySelectorAll("input[type=checkbox][name]");
    boxes.forEach((box) => (box.checked = event.target.checked));
  });
})();
