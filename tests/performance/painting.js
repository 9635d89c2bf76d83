// Milliseconds from a click until what `watched` selects looks different, in the page's own clock.
async ({ clicked, watched }) => {
  const seen = () => Array.from(document.querySelectorAll(watched), (element) => element.outerHTML).join("\n");
  const before = seen();
  const target = document.querySelector(clicked);
  if (!target) throw new Error(`nothing to click: ${clicked}`);
  const start = performance.now();
  target.click();
  return await new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`${watched} did not change`)), 10000);
    const look = () => {
      const now = seen();
      if (now && now !== before) {
        clearTimeout(limit);
        requestAnimationFrame(() => resolve(performance.now() - start));
      } else requestAnimationFrame(look);
    };
    look();
  });
};
