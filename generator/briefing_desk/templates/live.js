// The preview's own script: loads the page again when it is out of date, and shows what is wrong in the content.
// It waits at the server for news, so that a page that nobody changes asks three times a minute.
(() => {
  const build = Number(document.currentScript.dataset.build);
  const panel = document.createElement("details");
  const [heading, list] = [document.createElement("summary"), document.createElement("pre")];
  panel.id = "briefing-problems";
  panel.append(heading, list);
  panel.setAttribute("role", "status");
  list.lang = "en"; // as on the command line
  list.dir = "ltr";
  panel.style.cssText =
    "position:fixed;inset:auto 0 0 0;z-index:99;max-height:40vh;overflow:auto;margin:0;padding:.8rem 1rem;" +
    "background:#fff4e5;color:#201300;border-top:.25rem solid #b45309;font:14px/1.5 monospace";
  list.style.cssText = "margin:0;white-space:pre-wrap;overflow-wrap:anywhere";

  function show(said, problems) {
    if (problems === (panel.isConnected ? list.textContent : "")) return;
    list.textContent = problems;
    heading.textContent = said; // how many there are, in the page's language
    panel.open = sessionStorage.getItem("briefing-closed") !== problems;
    if (problems) document.body.append(panel);
    else panel.remove();
  }

  panel.addEventListener("toggle", () => {
    sessionStorage.setItem("briefing-closed", panel.open ? "" : list.textContent);
  });

  async function listen(turn) {
    try {
      const state = await (await fetch(`/.briefing/state?seen=${turn}`, { cache: "no-store" })).json();
      if (state.build !== build) return location.reload();
      show(state.heading, state.problems);
      listen(state.turn);
    } catch {
      setTimeout(listen, 1000, -1); // the preview was stopped, perhaps to be started again
    }
  }

  listen(-1);
})();
