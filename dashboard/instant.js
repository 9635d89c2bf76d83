// A level that is clicked shows at once what the server has worked out for it; what it answers takes its place.
function showOutcome({ target }) {
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
}
document.addEventListener("change", showOutcome, true);

// Arrow keys choose without a change event: Streamlit moves the focus itself.
let isArrow = false;
document.addEventListener("keydown", ({ key }) => { isArrow = key.startsWith("Arrow"); }, true);
document.addEventListener("focusin", (event) => { if (isArrow) showOutcome(event); });

// A figure that is asked why hands the click to the button behind it, which the page keeps out of sight.
let watch;
function askWhy(event) {
  const figure = event.target.closest?.("[data-why]");
  if (!figure) return;
  event.preventDefault();
  document.querySelector(`.st-key-${CSS.escape(figure.dataset.why)} button`)?.click();
  watch?.disconnect();
  watch = new MutationObserver(giveFocusBack(figure.dataset.why, alike(figure.dataset.why).indexOf(figure)));
  watch.observe(document.body, { childList: true, subtree: true });
}
const alike = (key) => Array.from(document.querySelectorAll(`[role=button][data-why="${CSS.escape(key)}"]`));
// The figure may have been drawn anew below the dialog, so that the browser no longer knows where the focus was.
function giveFocusBack(key, place) {
  let wasOpen = false;
  return () => {
    const dialog = document.querySelector("[role=dialog]");
    const isOpen = dialog !== null;
    // Not the page's own focus alone: a figure that still has it may be about to be drawn anew and lose it.
    if (isOpen && !wasOpen) requestAnimationFrame(() => takeFocus(dialog));
    if (isOpen && wasOpen) keepFocus(dialog);
    wasOpen ||= isOpen;
    if (!wasOpen || isOpen) return;
    watch.disconnect();
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      alike(key)[place]?.focus();
    });
  };
}
// A click that a script makes counts as one of an assistive device: the dialog it opens waits for the end of every
// transition before it takes the focus, and half a second later lets it go and takes it again, to be read out anew. In
// between, Escape would reach the page below.
function takeFocus(dialog) {
  if (dialog.isConnected && !dialog.contains(document.activeElement)) dialog.focus({ preventScroll: true });
}
function keepFocus(dialog) {
  if (document.activeElement === document.body) takeFocus(dialog);
}
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const dialog = target.closest?.("[role=dialog]");
  if (dialog && !relatedTarget) queueMicrotask(() => keepFocus(dialog));
}, true);
// Many figures side by side are one stop for the Tab key; arrow keys lead from one to the next.
function rove(event) {
  const group = event.target.closest?.("[data-roving]");
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!group || !step || !event.target.matches("[data-why]")) return;
  const figures = Array.from(group.querySelectorAll("[role=button][data-why]"));
  const next = figures[figures.indexOf(event.target) + step];
  event.preventDefault();
  if (!next) return;
  for (const figure of figures) figure.tabIndex = figure === next ? 0 : -1;
  next.focus();
}
document.addEventListener("keydown", rove);
document.addEventListener("click", askWhy);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" || event.key === " ") askWhy(event);
});

// A practice that was rated gives way to the next: its name comes into view, and Tab leads on from there.
let rated;
function showNextRated(event) {
  if (!event.target.closest?.(".st-key-own-levels")) return;
  const name = () => document.querySelector("[data-rated]");
  const former = name()?.dataset.rated;
  rated?.disconnect();
  rated = new MutationObserver(() => {
    const next = name();
    if (!next || next.dataset.rated === former) return;
    rated.disconnect();
    const focused = document.activeElement;
    // The button that was pressed is about to go.
    if (focused === document.body || focused.closest(".st-key-own-levels")) next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  });
  rated.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-rated"] });
}
document.addEventListener("click", showNextRated, true);
