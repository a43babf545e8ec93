// The page: choices and files go in, Python's answers are shown.
import { said, sayAll, useLanguage, usedLanguage, make } from "./texts.js";
import { Engine, Ended } from "./engine.js";
import { Files, filesOf, filesOfFolder } from "./files.js";
import { showReport, toPaper, fromPaper } from "./report.js";
import { counted, compared, showProblems } from "./problems.js";
import { showFigures, changed, undo, showSupposed } from "./what_if.js";

const at = (id) => document.getElementById(id);
const facts = JSON.parse(at("facts").textContent);
const largest = Math.floor(facts.largest / 1024 / 1024);
const STEPS = ["page", "python", "rules", "ready"];
const TYPES = { html: "text/html", md: "text/markdown", json: "application/json", csv: "text/csv", zip: "application/zip" };
const ALL = "all";

let step = ["page", ""];
let shown = null; // the key of the file whose result is shown, or ALL
let place = 0; // which of its clusters the what-if is about

const engine = new Engine(facts.seconds, (...now) => {
  step = now;
  showStep();
});
const files = new Files(engine, facts);

const showStep = () => {
  const [name, fault] = step;
  at("progress").value = STEPS.indexOf(name) + 1;
  at("progress").hidden = name === "ready" || name === "failed";
  at("status").textContent = said(`step_${name}`, { fault });
  document.body.dataset.step = name;
  at("form").disabled = !at("standard").value || name !== "ready";
  if (name === "failed") {
    window.clustercheckRuns = false;
    window.clustercheckTooOld();
  }
};

// Choices

const today = () => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
};

const editionWords = (edition) => {
  const day = at("day").value || today();
  const remarks = [];
  if (edition.partial) remarks.push(said("partial"));
  if (edition.status === "draft" || edition.status === "superseded") remarks.push(said(edition.status));
  else if (edition.expires && edition.expires < day) remarks.push(said("expired"));
  else if (edition.effective && edition.effective > day) remarks.push(said("to_come"));
  const separators = usedLanguage() === "zh" ? ["（", "，", "）"] : [" (", ", ", ")"];
  return edition[usedLanguage()] + (remarks.length ? separators[0] + remarks.join(separators[1]) + separators[2] : "");
};

const fillStandards = () => {
  const wanted = at("standard").value;
  const groups = ["city", "province", "nation"].map((level) =>
    make(
      "optgroup",
      { label: said(level) },
      ...facts.standards
        .filter((one) => one.level === level)
        .flatMap(({ id, editions }) =>
          editions.map((edition) => make("option", { value: editions.length > 1 ? edition.label : id }, editionWords(edition))),
        ),
    ),
  );
  at("standard").replaceChildren(make("option", { value: "" }, said("standard_by_file")), ...groups);
  at("standard").value = wanted;
};

const choose = () =>
  engine.ask("choose", usedLanguage(), at("day").value || today(), at("standard").value, at("reading").value);

// What holds for all files was changed: a new worker is told too, before it is given anything.
let toldTo = 0;
let told = "";
const tell = async () => {
  await engine.start();
  const choices = [usedLanguage(), at("day").value, at("standard").value, at("reading").value].join();
  if (toldTo === engine.generation && told === choices) return;
  [toldTo, told] = [engine.generation, choices];
  await choose();
};

// Files

const judge = async () => {
  showFiles();
  await tell();
  await files.work();
};

const add = (given) => {
  if (!given.length) {
    at("status").textContent = said("passed_over");
    return;
  }
  files.add(given);
  shown = files.all.length > 1 ? ALL : files.all[0].key;
  if (given.length === 1) shown = files.all.find((file) => file.name === given[0].name).key;
  run(judge());
};

const judged = () => files.all.filter((file) => (file.state === "done" || file.state === "ended") && file.words);

files.onChange = () => {
  showFiles();
  if (!files.isBusy) run(showResult());
};

const verdictOf = (file) => {
  if (file.state === "waiting" || file.state === "working") return [said(file.state)];
  if (!file.words) return [said("stopped_by_hand")];
  const { clusters } = file.words;
  const [first] = clusters;
  if (clusters.length > 1) return [said("clusters", { n: clusters.length })];
  return [make("span", { class: `s ${first.verdict}` }, first.word), ...(first.decisive ? [` ${first.decisive}`] : [])];
};

const dataOf = (file) => {
  if (!file.words || file.state === "waiting") return "";
  const { problems } = file.words;
  const words = problems.length ? said("wrong", counted(problems)) : said("nothing_wrong");
  return words + (compared(file).some(({ change }) => change) ? said("changed") : "");
};

// Only rows that differ are replaced: a click whose button is replaced while it is pressed would be lost.
const setRows = (body, rows) => {
  rows.forEach((row, at) => {
    const there = body.children[at];
    if (!there) body.append(row);
    else if (!there.isEqualNode(row)) there.replaceWith(row);
  });
  while (body.children.length > rows.length) body.lastElementChild.remove();
};

const showFiles = () => {
  at("files").hidden = !files.all.length;
  at("stop").hidden = !files.isBusy;
  at("overview").hidden = files.all.length < 2;
  at("overview").setAttribute("aria-pressed", shown === ALL);
  setRows(
    at("list"),
    files.all.map((file) => {
      const show = make("button", { type: "button", class: "link", "aria-pressed": String(shown === file.key), "data-show": file.key }, file.name);
      const remove = make("button", { type: "button", class: "plain", "data-remove": file.key, "aria-label": said("remove", { name: file.name }) }, said("remove_short"));
      return make(
        "tr",
        { "data-state": file.state, "data-milliseconds": file.milliseconds?.toFixed(1) },
        make("th", { scope: "row" }, show),
        make("td", {}, ...verdictOf(file)),
        make("td", {}, dataOf(file)),
        make("td", {}, remove),
      );
    }),
  );
};

// The result

let asked = 0;

// What is made of many files may take long: that is said, and it can be stopped.
const made = async (promise) => {
  let words = said("done", { n: judged().length });
  const timer = setTimeout(() => {
    at("stop").hidden = false;
    at("status").textContent = said("making");
  }, 1000);
  try {
    return await promise;
  } catch (fault) {
    if (fault instanceof Ended) {
      words = said("not_made");
      // The start of another Python says its steps in the same place.
      engine.start().then(() => (at("status").textContent = words), () => {});
    }
    throw fault;
  } finally {
    clearTimeout(timer);
    at("stop").hidden = !files.isBusy;
    at("status").textContent = words;
  }
};

const showResult = async () => {
  const number = (asked += 1);
  if (shown !== ALL && !files.byKey(shown)) shown = files.all.length > 1 ? ALL : (files.all[0]?.key ?? null);
  const wanted = shown === ALL ? judged() : judged().filter((file) => file.key === shown);
  showFiles();
  showChecks();
  at("result").hidden = !wanted.length;
  if (!wanted.length) return;
  await tell();
  await files.known(wanted);
  const bytes = await made(engine.ask("report", wanted.map((file) => file.key), together()));
  if (number !== asked) return;
  showDownloads(wanted);
  at("together").hidden = isOne(wanted);
  await showReport(at("report"), bytes, said("report_title"));
  showWhatIf(wanted);
  document.body.dataset.shown = wanted.map((file) => file.key).join(" ");
};

const showChecks = () => {
  const file = shown === ALL ? null : files.byKey(shown);
  at("checks").hidden = !file?.words || !showProblems(at("problems"), at("checks-said"), file);
};

const isOne = (wanted) => wanted.length === 1 && wanted[0].words.clusters.length === 1;

// The choices for several clusters, as they stand; a quota that is no number counts as none.
const together = () => ({
  rank: at("rank").value,
  quota: at("quota").checkValidity() ? at("quota").value : "",
  reply_by: at("reply_by").value,
  contact: at("contact").value.trim(),
});

const showDownloads = (wanted) => {
  const isRead = wanted.some((file) => file.words.clusters.some((each) => each.judged));
  const formats = isOne(wanted)
    ? ["as_html", ...(isRead ? ["as_docx", "as_brief", "as_xlsx"] : []), "as_md", "as_json"]
    : ["as_zip", "as_html", "as_table", "as_csv", ...(isRead ? ["as_docx"] : []), "as_md", "as_json"];
  at("downloads").replaceChildren(
    ...formats.map((each) => make("button", { type: "button", class: "plain", "data-format": each }, said(each))),
    make("button", { type: "button", class: "plain", "data-format": "print" }, said("print")),
  );
};

const save = (name, bytes, type) => {
  const address = URL.createObjectURL(new Blob([bytes], { type: type ?? "application/octet-stream" }));
  const link = make("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
};

const nameOf = (wanted, words, suffix) => {
  const stem = wanted.length === 1 ? wanted[0].name.split("/").pop().replace(/\.\w+$/, "") : "clustercheck";
  return `${stem}.${words}.${suffix}`;
};

const download = async (each) => {
  if (each === "print") return print();
  const wanted = shown === ALL ? judged() : [files.byKey(shown)];
  const format = { as_table: "xlsx" }[each] ?? each.slice(3);
  const word = { as_xlsx: "marked", as_table: "table", as_csv: "table", as_zip: "all", as_brief: "brief" }[each] ?? "report";
  await tell();
  await files.known(wanted);
  const bytes = await made(engine.ask("written", format, wanted.map((file) => file.key), together()));
  const suffix = format === "brief" ? "html" : format;
  return save(nameOf(wanted, said(word), suffix), bytes, TYPES[suffix]);
};

const downloadForm = async () => {
  await tell();
  const standard = at("standard").value;
  save(`${standard.replace("@", "-")}.${said("form_name")}.xlsx`, await engine.ask("form", standard));
};

// What if

const showWhatIf = (wanted) => {
  const clusters = wanted.length === 1 ? wanted[0].words.clusters : [];
  place = clusters.findIndex((each) => each.changeable);
  at("what-if").hidden = clusters.length !== 1 || place < 0;
  at("what-if").open = false;
};

const openWhatIf = async () => {
  if (!at("what-if").open) return;
  const file = files.byKey(shown);
  await tell();
  await files.known([file]);
  showFigures(at("figures"), JSON.parse(await engine.ask("figures", file.key, place)));
  showSupposed(at("supposed"), null);
};

let pause = 0;

const suppose = () => {
  clearTimeout(pause);
  pause = setTimeout(() => run(supposeNow()), 200);
};

const supposeNow = async () => {
  const file = files.byKey(shown);
  const figures = changed(at("figures"));
  if (!Object.keys(figures).length) return showSupposed(at("supposed"), null);
  await tell();
  await files.known([file]);
  return showSupposed(at("supposed"), JSON.parse(await engine.ask("what_if", file.key, place, figures)));
};

// Whatever goes wrong is said; what was ended on purpose has been said already.
const run = (promise) =>
  promise.catch((fault) => {
    if (!(fault instanceof Ended) && step[0] !== "failed") at("status").textContent = said("failed", { fault: fault.message });
  });

const speak = (language) => {
  useLanguage(language);
  sayAll({ largest });
  fillStandards();
  showStep();
  showFiles();
};

const anew = () => {
  fillStandards();
  showStep();
  files.again();
  if (files.all.length) run(judge());
};

// A button that is made anew while it has the focus keeps it.
const focusAgain = (attribute, key) => document.querySelector(`[${attribute}="${key}"]`)?.focus();

const listen = () => {
  at("pick").addEventListener("click", () => at("file").click());
  at("pick-folder").addEventListener("click", () => at("folder").click());
  at("file").addEventListener("change", () => {
    add([...at("file").files].map((file) => ({ name: file.name, file })));
    at("file").value = "";
  });
  at("folder").addEventListener("change", () => {
    add(filesOfFolder(at("folder").files));
    at("folder").value = "";
  });
  addEventListener("dragover", (event) => {
    event.preventDefault();
    at("drop").classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) at("drop").classList.remove("over");
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    at("drop").classList.remove("over");
    run(filesOf(event.dataTransfer).then(add));
  });
  at("choices").addEventListener("submit", (event) => event.preventDefault());
  for (const id of ["standard", "day", "reading"]) at(id).addEventListener("change", anew);
  for (const radio of document.getElementsByName("language")) {
    radio.addEventListener("change", () => {
      speak(radio.value);
      anew();
    });
  }
  at("form").addEventListener("click", () => run(downloadForm()));
  at("stop").addEventListener("click", () => files.stop());
  at("overview").addEventListener("click", () => {
    shown = ALL;
    run(showResult());
  });
  at("clear").addEventListener("click", () => {
    files.remove(files.all.map((file) => file.key));
    run(showResult());
    at("pick").focus();
  });
  at("list").addEventListener("click", ({ target }) => {
    const { show, remove } = target.dataset;
    if (show) shown = show;
    else if (remove) files.remove([remove]);
    else return;
    run(showResult());
    if (show) focusAgain("data-show", show);
    else (at("list").querySelector("button") ?? at("pick")).focus();
  });
  at("downloads").addEventListener("click", ({ target }) => {
    if (target.dataset.format) run(download(target.dataset.format));
  });
  for (const id of ["rank", "quota"]) at(id).addEventListener("change", () => run(showResult()));
  at("what-if").addEventListener("toggle", () => run(openWhatIf()));
  at("figures").addEventListener("input", suppose);
  at("undo").addEventListener("click", () => {
    undo(at("figures"));
    suppose();
  });
  addEventListener("beforeprint", () => toPaper(at("report")));
  addEventListener("afterprint", fromPaper);
};

// A server may let a service worker keep the page; from disk there is none to keep it.
const keepOffline = () => {
  const script = document.querySelector("script[data-service-worker]");
  if (script && "serviceWorker" in navigator) navigator.serviceWorker.register(script.dataset.serviceWorker);
};

const begin = () => {
  if (typeof WebAssembly === "undefined" || typeof DecompressionStream === "undefined") return;
  window.clustercheckRuns = true;
  at("day").value = today();
  at("version").textContent = facts.version;
  const language = /^zh/i.test(navigator.language || "zh") ? "zh" : "en";
  document.querySelector(`input[value="${language}"]`).checked = true;
  speak(language);
  listen();
  const start = () => engine.start().catch(() => {});
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
  keepOffline();
};

begin();
