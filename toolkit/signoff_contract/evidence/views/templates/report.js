"use strict";
// What a reader without scripts does by scrolling and searching: narrow lists down, and open what a link leads to.
(() => {
  const forms = [];

  const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

  const watch = (form) => {
    const rows = [...document.querySelectorAll(form.dataset.rows)];
    const nothing = form.parentElement.querySelector(".nothing");
    const told = form.querySelector("output");
    let texts = null;

    const fits = (row, index, words, chosen) =>
      chosen.every(([name, value]) => row.dataset[name].split(" ").includes(value)) &&
      words.every((word) => texts[index].includes(word));

    const apply = () => {
      const words = wordsOf(form.elements.words.value);
      const chosen = [...form.querySelectorAll("select")].map((each) => [each.name, each.value]).filter((each) => each[1]);
      // Only when it is first asked for: nobody waits for it while the page opens.
      texts = texts || rows.map((row) => row.textContent.toLowerCase());
      let shown = 0;
      rows.forEach((row, index) => {
        const visible = fits(row, index, words, chosen);
        row.hidden = !visible;
        shown += visible ? 1 : 0;
      });
      nothing.hidden = shown > 0;
      told.textContent = `${shown} of ${rows.length} ${form.dataset.noun} shown`;
    };

    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
    told.textContent = `${rows.length} ${form.dataset.noun}`;
    form.hidden = rows.length === 0;
    forms.push({ form, rows });
  };

  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target === null) return;
    for (let each = target; each !== null; each = each.parentElement) {
      if (each.tagName === "DETAILS") each.open = true;
    }
    const filtered = forms.find(({ rows }) => rows.includes(target));
    if (filtered && target.hidden) target.hidden = false;
    target.scrollIntoView();
  };

  document.querySelectorAll("form.filter").forEach(watch);
  window.addEventListener("hashchange", reveal);
  if (location.hash) reveal();
})();
