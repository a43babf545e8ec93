// What is wrong with a file's data, each with its cell; of a file that was there before, what changed.
import { said, make } from "./texts.js";

export const counted = (problems) => ({
  errors: problems.filter((each) => each.severity === "error").length,
  warnings: problems.filter((each) => each.severity !== "error").length,
});

// All problems with what became of each: new, gone or neither. Without a file before, none is new.
export const compared = ({ words, before }) => {
  const now = words?.problems ?? [];
  if (!before) return now.map((problem) => ({ problem, change: "" }));
  const known = new Set(before.map((each) => each.key));
  const there = new Set(now.map((each) => each.key));
  return [
    ...now.map((problem) => ({ problem, change: known.has(problem.key) ? "" : "is_new" })),
    ...before.filter((each) => !there.has(each.key)).map((problem) => ({ problem, change: "is_gone" })),
  ];
};

export const showProblems = (list, line, file) => {
  const all = compared(file);
  const count = (change) => all.filter((each) => each.change === change).length;
  line.textContent = file.before
    ? said("changes_said", { fresh: count("is_new"), gone: count("is_gone"), same: count("") })
    : said("read_again");
  list.replaceChildren(
    ...all.map(({ problem, change }) =>
      make(
        "li",
        { class: `${problem.severity} ${change}` },
        make("span", { class: `s ${problem.severity === "error" ? "missed" : "unknown"}` }, problem.word),
        ...(change ? [make("span", { class: `s ${change}` }, said(change))] : []),
        make("b", {}, problem.place),
        make(change === "is_gone" ? "s" : "span", {}, problem.message),
        make("span", { class: "code" }, problem.code),
      ),
    ),
  );
  return all.length > 0;
};
