// Figures that may be changed, and what comes of it. Nothing is kept.
import { said, make } from "./texts.js";

export const showFigures = (table, { years, rows }) => {
  const heads = [said("indicator"), said("unit"), ...years];
  table.tHead.replaceChildren(make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, String(text)))));
  table.tBodies[0].replaceChildren(
    ...rows.map((row) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, row.name),
        make("td", {}, row.unit),
        ...row.figures.map((figure, at) => make("td", {}, input(row, years[at], figure))),
      ),
    ),
  );
};

const input = (row, year, figure) =>
  make("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    value: figure,
    "data-figure": `${row.id}.${year}`,
    "aria-label": said("figure_of", { name: row.name, year }),
  });

// What was changed, by `indicator.year`; a figure taken out counts as unchanged.
export const changed = (table) => {
  const found = {};
  for (const field of table.querySelectorAll("input")) {
    const value = field.value.trim();
    const isOther = value !== "" && value !== field.defaultValue;
    field.classList.toggle("changed", isOther);
    if (isOther) found[field.dataset.figure] = value;
  }
  return found;
};

export const undo = (table) => {
  for (const field of table.querySelectorAll("input")) field.value = field.defaultValue;
};

export const showSupposed = (place, found) => {
  if (!found) return place.replaceChildren(make("p", { class: "hint" }, said("unchanged")));
  if (found.fault) return place.replaceChildren(make("p", { class: "fault" }, said("no_figure", { value: found.value.split("=").pop() })));
  const { before, after, changes, gaps } = found;
  const words = { before: before.words, after: after.words };
  place.replaceChildren(
    make("p", { class: `verdict ${after.verdict}` }, said(before.words === after.words ? "verdict_now" : "verdict_was", words)),
    changes.length ? table(changes) : make("p", {}, said("no_change")),
    ...gaps.flatMap(({ title, items }) => [
      make("h3", {}, title),
      make("ul", {}, ...items.map(([name, text]) => make("li", {}, make("b", {}, name), " ", text))),
    ]),
  );
};

const table = (changes) =>
  make(
    "div",
    { class: "wide" },
    make(
      "table",
      { class: "changes" },
      make("thead", {}, make("tr", {}, ...["criterion", "before", "after"].map((key) => make("th", { scope: "col" }, said(key))))),
      make("tbody", {}, ...changes.map(row)),
    ),
  );

const row = (one) =>
  make(
    "tr",
    {},
    make("th", { scope: "row" }, `${one.name} (${one.clause})`),
    make("td", {}, `${one.before} ${one.value_before}`),
    make("td", {}, make("span", { class: `s ${one.status}` }, one.after), ` ${one.value_after}`, one.tips ? ` ${said("tips")}` : ""),
  );
