// Logging a complaint: the cause proposes the department. Both are pickers (pickers.js).
document.addEventListener("DOMContentLoaded", () => {
  const cause = document.querySelector("select[name=cause]");
  const department = cause?.form.elements.department;
  if (!department) return;
  let proposal = "";
  cause.addEventListener("change", () => {
    // What a person chose is never replaced.
    if (department.value !== "" && department.value !== proposal) return;
    proposal = cause.tomselect.options[cause.value]?.department ?? "";
    department.tomselect.setValue(proposal);
  });
});
