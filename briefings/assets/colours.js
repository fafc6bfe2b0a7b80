/* The reader's colours, before anything is drawn, and their switch, which stands in front. */
{
  "use strict";

  const place = `${new URL("../", document.currentScript.src).pathname}colours`;
  const isDark = matchMedia("(prefers-color-scheme: dark)");
  const button = document.currentScript.previousElementSibling;

  /* A browser may refuse to keep anything. */
  const recall = () => { try { return localStorage.getItem(place); } catch { return null; } };
  const keep = (scheme) => { try { localStorage.setItem(place, scheme); } catch { /* for this page only */ } };

  const paint = (scheme) => { document.body.dataset.mdColorScheme = scheme ?? (isDark.matches ? "slate" : "default"); };

  paint(recall());
  isDark.addEventListener("change", () => paint(recall()));
  if (button.childElementCount) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const scheme = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
      keep(scheme);
      paint(scheme);
    });
  }
}
