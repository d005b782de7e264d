// What is dragged ([data-move], its address) to another place ([data-place]) is moved there by #move-form.
(() => {
  let dragged = null;
  const placeOf = (event) => dragged && event.target.closest?.("[data-place]");
  const mark = (place) => document.querySelectorAll("[data-place]").forEach((each) => each.classList.toggle("is-target", each === place));

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-move]");
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", (event) => {
    const place = placeOf(event);
    if (place) event.preventDefault();
    mark(place);
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    mark(null);
  });
  document.addEventListener("drop", (event) => {
    const place = placeOf(event);
    if (!place || place.contains(dragged)) return;
    event.preventDefault();
    const form = document.getElementById("move-form");
    const { move, version, time } = dragged.dataset;
    form.elements.version.value = version;
    // A visit keeps its time of day.
    document.getElementById("move-place").value = place.dataset.place + (time ? `T${time}` : "");
    form.action = move;
    // What is still asked for comes in the dialog, where there is one.
    if (form.dataset.dialog) htmx.ajax("POST", move, { source: form, target: form.dataset.dialog, swap: "innerHTML" });
    else form.requestSubmit();
  });
})();
