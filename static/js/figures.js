// The grid of monthly figures: keys that move, blocks pasted from Excel, sums. What is typed is a plain form without it.
(() => {
  const grid = () => document.getElementById("figures");
  const cellsOf = (row) => [...row.querySelectorAll(".figure-cell")];
  const rows = () => [...grid().querySelectorAll("tbody tr")];
  const number = (text) => {
    const found = Number(text.replace(/[,，\s]/g, ""));
    return Number.isFinite(found) ? found : 0;
  };
  const shown = (value) => value.toLocaleString("en-US", { minimumFractionDigits: Number.isInteger(value) ? 0 : 2, maximumFractionDigits: 2 });

  function sum() {
    const totals = {};
    for (const row of rows()) {
      const values = Object.fromEntries(cellsOf(row).map((cell) => [cell.dataset.figure, number(cell.value)]));
      const isEmpty = cellsOf(row).every((cell) => !cell.value);
      row.querySelector("[data-profit]").textContent = isEmpty ? "" : shown(Math.round((values.revenue - values.cost) * 100) / 100);
      for (const [name, value] of Object.entries(values)) totals[name] = (totals[name] || 0) + value;
    }
    totals.gross_profit = totals.revenue - totals.cost;
    for (const total of grid().querySelectorAll("[data-total]")) {
      total.textContent = shown(Math.round((totals[total.dataset.total] || 0) * 100) / 100);
    }
  }

  function put(cell, text) {
    cell.value = text.trim();
    cell.classList.add("is-changed");
    grid().dataset.changed = "";
  }

  // Up, down and Enter go to the same figure of the next customer; left and right leave a cell at its ends.
  function target(cell, event) {
    const all = rows();
    const at = all.indexOf(cell.closest("tr"));
    const column = cellsOf(all[at]).indexOf(cell);
    const isWhole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
    switch (event.key) {
      case "ArrowUp": return all[at - 1] && cellsOf(all[at - 1])[column];
      case "ArrowDown": return all[at + 1] && cellsOf(all[at + 1])[column];
      case "Enter": return all[at + (event.shiftKey ? -1 : 1)] && cellsOf(all[at + (event.shiftKey ? -1 : 1)])[column];
      case "ArrowLeft": return (isWhole || cell.selectionEnd === 0) && cellsOf(all[at])[column - 1];
      case "ArrowRight": return (isWhole || cell.selectionStart === cell.value.length) && cellsOf(all[at])[column + 1];
      default: return null;
    }
  }

  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest(".figure-cell");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    // Enter never sends a half-filled grid; Ctrl+Enter and the button do.
    if (event.key === "Enter") event.preventDefault();
    const next = target(cell, event);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey && event.target.closest(".figure-cell")) grid().requestSubmit();
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".figure-cell")) event.target.select();
  });
  document.addEventListener("input", (event) => {
    if (!event.target.matches(".figure-cell")) return;
    event.target.classList.add("is-changed");
    grid().dataset.changed = "";
    sum();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button) return;
    put(button.closest("td").querySelector(".figure-cell"), button.dataset.take);
    sum();
  });

  // A block that begins with customer codes finds its rows; any other fills the cells from this one on.
  document.addEventListener("paste", (event) => {
    const cell = event.target.closest(".figure-cell");
    const text = event.clipboardData?.getData("text/plain").replace(/\r/g, "").replace(/\n+$/, "") ?? "";
    if (!cell || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const lines = text.split("\n").map((line) => line.split("\t"));
    const byCode = new Map(rows().filter((row) => !row.dataset.project).map((row) => [row.dataset.code, row]));
    const known = lines.filter((line) => byCode.has(line[0].trim()));
    if (known.length) fillByCode(lines, byCode);
    else fillFrom(cell, lines);
    sum();
  });

  function fillByCode(lines, byCode) {
    const elsewhere = [];
    for (const line of lines) {
      const row = byCode.get(line[0].trim());
      if (!row) elsewhere.push(line.join("\t"));
      else cellsOf(row).forEach((cell, at) => line[at + 1]?.trim() && put(cell, line[at + 1]));
    }
    if (!elsewhere.length) return;
    const panel = document.getElementById("paste-block");
    panel.open = true;
    panel.querySelector("textarea").value = elsewhere.join("\n");
    document.getElementById("live").textContent = grid().dataset.elsewhere;
    panel.scrollIntoView();
  }

  function fillFrom(cell, lines) {
    const all = rows();
    const at = all.indexOf(cell.closest("tr"));
    const column = cellsOf(all[at]).indexOf(cell);
    lines.slice(0, all.length - at).forEach((line, down) => {
      const cells = cellsOf(all[at + down]);
      line.slice(0, cells.length - column).forEach((text, right) => text.trim() && put(cells[column + right], text));
    });
  }

  // What is typed is not lost by a filter, a link or a closed window.
  const isUnsaved = () => grid() && "changed" in grid().dataset;
  window.addEventListener("beforeunload", (event) => isUnsaved() && event.preventDefault());
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isUnsaved() && event.target.matches("[data-filter-form]") && !window.confirm(grid().dataset.unsaved)) event.preventDefault();
  });
  document.addEventListener("submit", (event) => {
    if (event.target === grid()) delete grid().dataset.changed;
  });
})();
