/* The colours that the reader chose, put on before anything is drawn, and the switch in front of this script. */
{
  "use strict";

  const place = `${new URL("../", document.currentScript.src).pathname}colours`;
  const isDark = matchMedia("(prefers-color-scheme: dark)");
  const button = document.currentScript.previousElementSibling;

  /* A browser may keep nothing, and tell so by failing. */
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
