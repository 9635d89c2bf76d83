// Milliseconds from a click until what `watched` selects looks different and a frame is drawn, in the page's own clock.
async ({ clicked, watched }) => {
  const seen = () => Array.from(document.querySelectorAll(watched), (element) => element.outerHTML).join("\n");
  const before = seen();
  const target = document.querySelector(clicked);
  if (!target) throw new Error(`nothing to click: ${clicked}`);
  return await new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`${watched} did not change`)), 10000);
    const observer = new MutationObserver(() => {
      const now = seen();
      if (!now || now === before) return;
      observer.disconnect();
      clearTimeout(limit);
      requestAnimationFrame(() => resolve(performance.now() - start));
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    const start = performance.now();
    target.click();
  });
};
