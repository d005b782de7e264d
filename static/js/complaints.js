// Logging a complaint: the caller is found while typing, and the cause proposes the department.
(() => {
  // What the empty choice says is what an empty picker shows. A late refresh would open again what a quick hand has
  // chosen and left.
  const optionsOf = (select) => ({
    maxOptions: null,
    refreshThrottle: 0,
    placeholder: select.dataset.placeholder ?? select.options[0].text,
    // The label has moved to the picker: the select behind it is not read out.
    onInitialize: () => select.setAttribute("aria-hidden", "true"),
  });

  function pickCaller(select) {
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
      // The server has ranked what it found; what was shown for an earlier text goes.
      score: () => () => 1,
      shouldLoad: (text) => text.trim().length > 0,
      load(text, show) {
        const chosen = picker.getValue();
        Object.keys(picker.options).forEach((value) => value !== chosen && picker.removeOption(value, true));
        fetch(`${select.dataset.callerPicker}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } })
          .then((answer) => (answer.ok ? answer.json() : { results: [] }))
          .then((found) => show(found.results))
          .catch(() => show());
      },
    });
    // The browser would put the cursor into the select behind, where typing finds nobody.
    if (select.autofocus) picker.control_input.focus();
  }

  function proposeDepartment(cause) {
    const department = cause.form.elements.department;
    // Tom Select moves options about, so what they propose is read before.
    const proposed = new Map([...cause.options].map((option) => [option.value, option.dataset.department]));
    let proposal = "";
    new TomSelect(cause, optionsOf(cause));
    if (!department) return;
    const departments = new TomSelect(department, optionsOf(department));
    cause.addEventListener("change", () => {
      // What a person chose is never replaced.
      if (departments.getValue() !== "" && departments.getValue() !== proposal) return;
      proposal = proposed.get(cause.value) ?? "";
      departments.setValue(proposal);
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-caller-picker]").forEach(pickCaller);
    document.querySelectorAll("select[name=cause]").forEach(proposeDepartment);
  });
})();
