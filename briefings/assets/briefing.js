/* What scripts add to pages that are complete without them. All words come from the page. */
{
  "use strict";

  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const choosePlural = (words, name, number) => {
    const form = new Intl.PluralRules(document.documentElement.lang || undefined).select(number);
    return words[name + form[0].toUpperCase() + form.slice(1)] ?? words[name];
  };
  const findTarget = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const make = (tag, words) => Object.assign(document.createElement(tag), { textContent: words });

  /* A matrix: a cell's earlier states are templates; a day picks one. */

  const readStates = (cell) => {
    const earlier = all(cell, ":scope > template").map((template) => {
      template.remove();
      return { ...template.dataset, nodes: [...template.content.childNodes] };
    });
    return [...earlier, { ...cell.dataset, nodes: [...cell.childNodes] }];
  };

  const readMatrix = (table) => {
    const heads = all(table, "thead th[data-question]");
    return {
      table,
      columns: heads.map((head) => ({ head, id: head.dataset.question, label: head.firstElementChild.textContent })),
      rows: all(table, "tbody tr").map((row) => ({
        row,
        id: row.cells[0].dataset.actor,
        name: row.cells[0].textContent,
        cells: [...row.cells].slice(1).map((cell) => ({ cell, states: readStates(cell) })),
      })),
    };
  };

  const showState = (place, day) => {
    const state = place.states.findLast(({ since = "" }) => !day || since <= day) ?? place.states[0];
    if (place.shown !== state) place.cell.replaceChildren(...state.nodes);
    place.shown = state;
    place.isHeard = Boolean(place.cell.querySelector(".b-evidence-link"));
  };

  const matches = ({ cell, isHeard }, { stance, mark }) =>
    isHeard &&
    (!stance || cell.querySelector(`.b-evidence-link:is(.b-stance--${stance}, :has(.b-stance--${stance}))`)) &&
    (!mark || cell.querySelector(`.b-mark--${mark}${mark === "contested" ? ", .b-mark--divided" : ""}`));

  /* Agreement, as the generator counts it. */

  const compare = (rows, columns, { named, remarked, list }) => {
    const found = { same: [], different: [], rest: [], silent: [] };
    columns.forEach(({ label }, index) => {
      const read = (name) => rows.map(({ cells }) => cells[index].shown[name]);
      const differ = (name) => new Set(read(name)).size > 1;
      const isKnown = read("stance").every(Boolean);
      const kind = !rows.every(({ cells }) => cells[index].isHeard) ? "silent" : !isKnown ? "rest" : differ("stance") ? "different" : "same";
      const remark = rows.map(({ name }, at) => fill(named, { name, value: read("month")[at] })).join(list);
      found[kind].push(isKnown && differ("month") ? fill(remarked, { words: label, remark }) : label);
    });
    return found;
  };

  const tellComparison = (form, rows, columns) => {
    if (rows.length < 2) return [];
    const found = compare(rows, columns, form.dataset);
    const compared = found.same.length + found.different.length;
    const words = compared ? choosePlural(form.dataset, "compared", compared) : form.dataset.comparedNone;
    const values = { actors: rows.map(({ name }) => name).join(form.dataset.list), same: found.same.length, compared };
    const list = make("dl", "");
    for (const [kind, labels] of Object.entries(found)) {
      if (labels.length) list.append(make("dt", form.dataset[kind]), make("dd", labels.join(form.dataset.apart)));
    }
    return [make("p", fill(words, values)), list];
  };

  const applyChoice = (form, matrix, choice) => {
    const { rows, columns } = matrix;
    for (const { cells } of rows) for (const place of cells) showState(place, choice.on);
    const isFiltered = Boolean(choice.stance || choice.mark);
    const isAsked = (index) => !choice.question || columns[index].id === choice.question;
    const holds = rows.map(({ cells }) => cells.map((place, index) => isAsked(index) && Boolean(matches(place, choice))));
    const isPicked = rows.map(({ id }) => !choice.actors.length || choice.actors.includes(id));
    const isRow = rows.map((_, at) => isPicked[at] &&
      (holds[at].some(Boolean) || (choice.actors.length > 0 && !isFiltered && !choice.question)));
    const isNarrowed = isFiltered || choice.actors.length > 0;
    const isColumn = columns.map((_, index) => isAsked(index) && (!isNarrowed || holds.some((row, at) => isRow[at] && row[index])));
    columns.forEach(({ head }, index) => { head.hidden = !isColumn[index]; });
    rows.forEach(({ row, cells }, at) => {
      row.hidden = !isRow[at];
      cells.forEach(({ cell }, index) => {
        cell.hidden = !isColumn[index];
        cell.classList.toggle("b-match", isFiltered && holds[at][index]);
      });
    });
    matrix.table.classList.toggle("b-filtered", isFiltered);
    const picked = rows.filter((_, at) => isPicked[at] && choice.actors.length);
    form.querySelector(".b-compared").replaceChildren(...tellComparison(form, picked, columns));
    tellShown(form, choice, isRow, isColumn);
  };

  const isChosen = (choice) => Object.values(choice).some((value) => value.length);

  const tellShown = (form, choice, isRow, isColumn) => {
    const shown = { actors: isRow.filter(Boolean).length, questions: isColumn.filter(Boolean).length };
    const counted = fill(form.dataset.shown, { ...shown, all_actors: isRow.length, all_questions: isColumn.length });
    const day = form.elements.on?.selectedOptions[0];
    form.querySelector("p").hidden = !isChosen(choice);
    form.querySelector("[role=status]").textContent =
      isChosen(choice) ? (choice.on ? `${fill(form.dataset.asOf, { day: day.textContent })} ` : "") + counted : "";
  };

  /* `?on=2025-04-01&actors=russia,ukraine` */

  const NAMES = ["on", "question", "stance", "mark"];

  const readChoice = (given, actors) => ({ ...Object.fromEntries(NAMES.map((name) => [name, given.get(name) ?? ""])), actors });

  const readAddress = () => {
    const given = new URLSearchParams(location.search);
    return readChoice(given, (given.get("actors") ?? "").split(",").filter(Boolean));
  };

  const writeAddress = (choice) => {
    const given = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(choice)) {
      given.delete(name);
      if (value.length) given.set(name, value);
    }
    const query = given.toString().replaceAll("%2C", ",");
    history.replaceState(history.state, "", location.pathname + (query && `?${query}`) + location.hash);
  };

  const readForm = (form) => {
    const chosen = new FormData(form);
    return readChoice(chosen, chosen.getAll("actors"));
  };

  const writeForm = (form, choice) => {
    for (const name of NAMES.filter((name) => form.elements[name])) {
      form.elements[name].value = choice[name];
      if (form.elements[name].selectedIndex < 0) form.elements[name].value = "";
    }
    for (const box of all(form, "[name=actors]")) box.checked = choice.actors.includes(box.value);
    if (choice.actors.length) form.querySelector("details").open = true;
  };

  /* Who is typed is ticked. */
  const pick = (form) => {
    const typed = form.querySelector("[list]");
    const box = typed && all(form, ".b-picks label").find(({ textContent }) =>
      !textContent.trim().localeCompare(typed.value.trim(), undefined, { sensitivity: "base" }))?.control;
    if (box) [box.checked, typed.value] = [true, ""];
  };

  const startMatrix = (form) => {
    const table = form.parentElement.querySelector(".b-matrix");
    if (!table) return;
    const matrix = readMatrix(table);
    const update = () => {
      pick(form);
      const choice = readForm(form);
      applyChoice(form, matrix, choice);
      writeAddress(choice);
    };
    const showAll = () => {
      writeForm(form, readChoice(new Map(), []));
      update();
    };
    const reveal = () => {
      const target = findTarget();
      if (!table.contains(target) || !target.closest("[hidden]")) return;
      showAll();
      target.scrollIntoView();
    };
    form.addEventListener("change", update);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("button").addEventListener("click", () => {
      showAll();
      form.elements[0].focus();
    });
    window.addEventListener("hashchange", reveal);
    form.hidden = false;
    writeForm(form, readAddress());
    const choice = readForm(form);
    applyChoice(form, matrix, choice);
    if (location.hash) reveal();
    else if (isChosen(choice)) form.scrollIntoView();
  };

  /* What is behind a cell closes as a menu does. */

  const closeBehind = (kept) => {
    for (const one of all(document, ".b-more[open]")) if (!one.contains(kept)) one.open = false;
  };

  document.addEventListener("pointerdown", ({ target }) => closeBehind(target));
  document.addEventListener("focusin", ({ target }) => closeBehind(target));
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") closeBehind(null); });

  /* A citation, with the lasting link to its quote. */

  const text = (root, selector) => root?.querySelector(selector)?.textContent.trim().replace(/\s+/g, " ");

  const cite = (figure) => {
    const article = figure.closest(".b-article");
    const from = text(figure, ".b-from") ?? `${text(article, ".b-title")} · ${text(article, ".b-from")}`;
    const page = document.querySelector("link[rel=canonical]")?.href ?? location.href.split(/[?#]/)[0];
    return `${text(figure, "blockquote")} (${text(figure, ".b-said")}). ${from}. ${page}#${figure.id}`;
  };

  const copy = async (words) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(words);
    const area = make("textarea", words);
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };

  const startCopying = (button) => {
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await copy(cite(button.closest("figure")));
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  };

  /* Not every browser unfolds what is linked to. */

  const unfold = () => {
    const target = findTarget();
    let box = target?.closest("details:not([open])");
    if (!box) return;
    for (; box; box = box.parentElement.closest("details:not([open])")) box.open = true;
    target.scrollIntoView();
  };

  /* The search: its script comes when somebody asks. */

  const startSearch = (button) => {
    const open = (question) => {
      if (self.openSearch) return openSearch(question);
      const script = Object.assign(make("script", ""), { src: button.dataset.script, onload: () => openSearch(question) });
      document.head.append(script);
    };
    const isTyping = (target) => target.isContentEditable || ["text", "search", "textarea"].includes(target.type);
    button.addEventListener("click", () => open());
    addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      open();
    });
    button.hidden = false;
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) open(asked);
  };

  addEventListener("hashchange", unfold);
  unfold();
  all(document, "button.b-search").forEach(startSearch);
  all(document, "form.b-tools").forEach(startMatrix);
  all(document, "button.b-copy").forEach(startCopying);
}
