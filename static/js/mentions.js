// In a note, "@" and a part of a name proposes people below it; whoever is ticked is written out.
(() => {
  const last = /@([^\s@]*)$/;
  const people = () => document.getElementById("mentions");
  const before = (box) => box.value.slice(0, box.selectionStart);
  // An answer that comes after a tick or after more was typed is of no use.
  let asked = 0;
  document.addEventListener("input", async ({ target: box }) => {
    const typed = "mentions" in box.dataset && last.exec(before(box));
    if (!typed) return;
    const wish = new URLSearchParams({ q: typed[1] });
    people().querySelectorAll(":checked").forEach((tick) => wish.append("mentioned", tick.value));
    const mine = ++asked;
    const answer = await fetch(`${people().dataset.url}?${wish}`);
    const found = await answer.text();
    if (answer.ok && mine === asked) people().innerHTML = found;
  });
  document.addEventListener("change", ({ target: tick }) => {
    if (tick.name !== "mentioned") return;
    asked++;
    const box = tick.form.elements.text;
    const begin = before(box).search(last);
    if (tick.checked && begin >= 0) box.setRangeText(`@${tick.dataset.name} `, begin, box.selectionStart, "end");
    box.focus();
  });
})();
