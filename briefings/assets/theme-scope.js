/* What the theme's script expects before it starts: its memory, in the browser's storage, by site. The theme has this
   inline; from a file, a policy can forbid every inline script. `tests/test_policy.py` tells when the theme's changes. */
{
  const scope = new URL(document.currentScript.dataset.scope, location);
  if (!scope.pathname.endsWith("/")) scope.pathname += "/";
  const name = (key, of) => `${of.pathname}.${key}`;

  window.__md_scope = scope;
  window.__md_hash = (words) => [...words].reduce((hash, one) => (hash << 5) - hash + one.charCodeAt(0), 0);
  window.__md_get = (key, storage = localStorage, of = scope) => JSON.parse(storage.getItem(name(key, of)));
  window.__md_set = (key, value, storage = localStorage, of = scope) => {
    try {
      storage.setItem(name(key, of), JSON.stringify(value));
    } catch { /* no storage, no memory */ }
  };
  document.documentElement.dataset.platform = navigator.platform; // Zensical's script asks for it
}
