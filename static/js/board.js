// The board: a card dragged to another column is moved there; what its stage still asks for comes in the dialog.
(() => {
  let card = null;
  const columnOf = (event) => card && event.target.closest?.("[data-stage]");
  const mark = (column) => document.querySelectorAll("[data-stage]").forEach((each) => each.classList.toggle("is-target", each === column));

  document.addEventListener("dragstart", (event) => {
    card = event.target.closest?.("[data-move]");
    if (card) event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", (event) => {
    const column = columnOf(event);
    if (column) event.preventDefault();
    mark(column);
  });
  document.addEventListener("dragend", () => {
    card = null;
    mark(null);
  });
  document.addEventListener("drop", (event) => {
    const column = columnOf(event);
    if (!column || column.contains(card)) return;
    event.preventDefault();
    const form = document.getElementById("move-form");
    form.elements.stage.value = column.dataset.stage;
    form.elements.version.value = card.dataset.version;
    htmx.ajax("POST", card.dataset.move, { source: form, target: "#dialog", swap: "innerHTML" });
  });
})();
