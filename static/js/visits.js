// Visits: choosing proposals, and whose calendar is shown.
document.addEventListener("change", ({ target }) => {
  target.closest("[data-choose-and-go]")?.requestSubmit();
  // Who changes the time of a proposal means to accept it.
  if (target.dataset.chooses) document.getElementById(target.dataset.chooses).checked = true;
});
