// Visits: moving one to another day by dragging it, choosing proposals, and whose calendar is shown.
(() => {
  let dragged = null;

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-move]");
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", (event) => {
    const day = event.target.closest?.("[data-day]");
    if (!dragged || !day) return;
    event.preventDefault();
    document.querySelectorAll(".day-target").forEach((each) => each.classList.remove("day-target"));
    day.classList.add("day-target");
  });
  document.addEventListener("dragend", () => {
    document.querySelectorAll(".day-target").forEach((each) => each.classList.remove("day-target"));
    dragged = null;
  });
  // The visit keeps its time of day; the server answers with the month as it is then.
  document.addEventListener("drop", (event) => {
    const day = event.target.closest?.("[data-day]");
    if (!dragged || !day || day.contains(dragged)) return;
    event.preventDefault();
    const form = document.getElementById("move-form");
    form.action = dragged.dataset.move;
    form.elements.planned_at.value = `${day.dataset.day}T${dragged.dataset.time}`;
    form.elements.version.value = dragged.dataset.version;
    form.requestSubmit();
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-choose-and-go]");
    if (form) form.requestSubmit();
    if (event.target.matches("[data-choose-all]")) {
      event.target.form.querySelectorAll("[name=chosen]").forEach((box) => (box.checked = event.target.checked));
    }
    // Who changes the time of a proposal means to accept it.
    if (event.target.dataset.chooses) document.getElementById(event.target.dataset.chooses).checked = true;
  });
})();
