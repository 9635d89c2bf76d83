// A level that is clicked shows at once what the server has worked out for it; what it answers takes its place.
document.addEventListener("change", ({ target }) => {
  const levels = target.closest?.('[class*="st-key-levels"]');
  const key = levels && Array.from(levels.classList).find((name) => name.startsWith("st-key-levels"));
  const outcomes = key && document.querySelector(`[data-outcomes-for="${key.slice("st-key-".length)}"]`);
  const shown = outcomes && document.querySelector("[data-outcome]");
  if (!shown) return;
  const order = Array.from(levels.querySelectorAll("input[type=radio]")).indexOf(target);
  const outcome = JSON.parse(outcomes.dataset.outcomes)[order];
  if (!outcome) return;
  shown.innerHTML = outcome;
  shown.dataset.pending = "";
}, true);
