// The files on the page: what was dropped, in what state each is, and what Python said of it.
import { Ended } from "./engine.js";

const WORKBOOK = /\.(xlsx|xlsm|xlsb|xls|et|ods|fods|csv|tsv|xml|html?)$/i;
const LEFT_BEHIND = /^(~\$|\.)/;

// All files below what was dropped or chosen, by name. What is named itself is read whatever it is called.
export const filesOf = async (transfer) => {
  const entries = [...(transfer.items ?? [])].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files].map((file) => ({ name: file.name, file }));
  const found = [];
  for (const entry of entries) await below(entry, found, true);
  return inOrder(found);
};

export const filesOfFolder = (list) =>
  inOrder(
    [...list]
      .map((file) => ({ name: file.webkitRelativePath || file.name, file }))
      .filter(({ name }) => name.split("/").every((part) => !LEFT_BEHIND.test(part)) && WORKBOOK.test(name)),
  );

const inOrder = (found) => found.sort((one, other) => (one.name < other.name ? -1 : 1));

const below = async (entry, found, isNamed) => {
  if (!isNamed && LEFT_BEHIND.test(entry.name)) return;
  if (entry.isFile) {
    if (!isNamed && !WORKBOOK.test(entry.name)) return;
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    found.push({ name: entry.fullPath.replace(/^\//, ""), file });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return;
    for (const one of some) await below(one, found, false);
  }
};

// A file's states are waiting, working, done and ended; `generation` is that of the worker that knows it.
export class Files {
  #engine;
  #largest;
  #seconds;
  #number = 0;
  #isBusy = false;
  #stopped = false;
  all = [];
  onChange = () => {};

  constructor(engine, { largest, seconds }) {
    this.#engine = engine;
    this.#largest = largest;
    this.#seconds = seconds;
  }

  // A file of a name that is there already takes its place, and is compared with it.
  add(given) {
    for (const { name, file } of given) {
      const there = this.all.find((each) => each.name === name);
      if (there) Object.assign(there, { file, state: "waiting", reason: "", before: there.words?.problems ?? null });
      else this.all.push({ key: String((this.#number += 1)), name, file, state: "waiting", words: null, before: null });
    }
  }

  remove(keys) {
    this.all = this.all.filter((file) => !keys.includes(file.key));
    for (const key of keys) this.#engine.ask("drop", key).catch(() => {});
  }

  byKey(key) {
    return this.all.find((file) => file.key === key);
  }

  // Everything is judged anew, by other choices.
  again() {
    for (const file of this.all) if (file.state !== "ended") Object.assign(file, { state: "waiting", before: null });
  }

  get isBusy() {
    return this.#isBusy;
  }

  // Judges what waits, one after the other. Called while it is at it, it takes up what has come since.
  async work() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#stopped = false;
    try {
      for (let file; (file = this.all.find((each) => each.state === "waiting")); ) {
        file.state = "working";
        this.onChange();
        const was = file.file;
        await this.#judge(file);
        if (file.file !== was) file.state = "waiting";
        this.onChange(file);
      }
    } finally {
      this.#isBusy = false;
      this.onChange();
    }
  }

  async #judge(file) {
    try {
      await this.#take(file);
      if (file.state === "working") file.state = "done";
    } catch (fault) {
      if (!(fault instanceof Ended)) {
        // The program failed. What state that Python is in nobody knows, so another is started.
        file.reason = String(fault.message).trim().split("\n").pop();
        this.#engine.end();
      }
      file.state = "ended";
      if (this.#stopped) Object.assign(file, { words: null });
      else await this.#take(file);
    }
  }

  // Hands a file to the worker. More than can be read is not even handed over.
  async #take(file) {
    await this.#engine.start();
    if (file.state === "ended") {
      file.words = JSON.parse(await this.#engine.ask("give_up", file.key, file.name, String(this.#seconds), file.reason ?? ""));
    } else {
      const content = new Uint8Array(await file.file.slice(0, this.#largest + 1).arrayBuffer());
      const began = performance.now();
      file.words = JSON.parse(await this.#engine.ask("take", file.key, file.name, content));
      file.milliseconds = performance.now() - began;
    }
    file.generation = this.#engine.generation;
  }

  // Makes sure that the worker knows these files: it may be another than the one that judged them.
  async known(files) {
    for (const file of files) {
      await this.#engine.start();
      if (file.generation !== this.#engine.generation) await this.#take(file);
    }
  }

  stop() {
    this.#stopped = true;
    for (const file of this.all) if (file.state === "waiting") Object.assign(file, { state: "ended", words: null });
    this.#engine.end();
  }
}
