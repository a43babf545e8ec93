"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const say = (tools, shown, of) => {
    tools.querySelector("[role=status]").textContent = tools.dataset.said.replace("{n}", shown).replace("{all}", of);
  };

  const filterCriteria = (tools) => {
    const wanted = tools.querySelector("input:checked").value;
    const criteria = tools.closest(".criteria");
    const rows = all("tbody[data-status]", criteria);
    for (const row of rows) {
      const fits = wanted === "sensitive" ? "sensitive" in row.dataset : !wanted || row.dataset.status === wanted;
      row.hidden = !fits;
    }
    for (const part of all(".part", criteria)) part.hidden = !part.querySelector("tbody[data-status]:not([hidden])");
    say(tools, rows.filter((row) => !row.hidden).length, rows.length);
  };

  const filterFiles = (tools) => {
    const wanted = tools.querySelector("input:checked").value;
    const words = tools.querySelector("input[type=search]").value.trim().toLowerCase();
    const rows = all(".files tbody tr");
    for (const row of rows) {
      row.hidden = (wanted && row.dataset.status !== wanted) || !row.textContent.toLowerCase().includes(words);
    }
    say(tools, rows.filter((row) => !row.hidden).length, rows.length);
  };

  for (const tools of all(".tools")) {
    const filter = tools.closest(".overview") ? filterFiles : filterCriteria;
    tools.hidden = false;
    tools.addEventListener("input", () => filter(tools));
    tools.addEventListener("submit", (event) => event.preventDefault());
  }

  for (const button of all(".unfold")) {
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", open);
      for (const details of all("details", button.closest(".criteria"))) details.open = open;
    });
  }

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.key ?? cell.textContent;
  };
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  all(".files thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending" ||
        (head.className === "number" && !head.hasAttribute("aria-sort") && column > 0);
      for (const other of all("[aria-sort]", head.parentNode)) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const body = document.querySelector(".files tbody");
      const rows = [...body.rows].sort((a, b) => compare(keyOf(a, column), keyOf(b, column)) * (down ? -1 : 1));
      body.append(...rows);
    });
  });

  const skip = document.querySelector(".skip");
  const skipTo = skip.getAttribute("href");
  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const criteria = target.closest("article")?.querySelector(".criteria");
    skip.setAttribute("href", criteria ? `#${criteria.id}` : skipTo);
    const row = target.closest("tbody[data-status]");
    if (row && (row.hidden || row.closest(".part").hidden)) {
      const tools = row.closest(".criteria").querySelector(".tools");
      tools.querySelector("input").checked = true;
      filterCriteria(tools);
      target.scrollIntoView();
    }
    if (target.matches("article, .overview")) {
      scrollTo(0, 0);
      target.querySelector("h1").focus({ preventScroll: true });
    }
  };
  addEventListener("hashchange", arrive);
  arrive();

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open])");
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
