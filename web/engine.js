// Python behind promises. A call that takes too long, or that is stopped, ends the worker; a new one is then started.
import { payloads } from "./payloads.js";

// What takes no time whatever the files are; all else has so many seconds.
const AT_ONCE = new Set(["choose", "drop", "give_up"]);

export class Ended extends Error {}

export class Engine {
  #worker = null;
  #starting = null;
  #waiting = new Map();
  #number = 0;
  #seconds;
  #onStep;
  // Counts the workers: what one was told, the next does not know.
  generation = 0;

  constructor(seconds, onStep) {
    this.#seconds = seconds;
    this.#onStep = onStep;
  }

  start() {
    this.#starting ??= this.#started();
    return this.#starting;
  }

  async #started() {
    this.#onStep("page");
    const { address, parts } = await payloads();
    const worker = new Worker(address);
    this.#worker = worker;
    this.generation += 1;
    return new Promise((resolve, reject) => {
      const fail = (fault) => {
        this.#onStep("failed", fault);
        reject(new Error(fault));
      };
      worker.onerror = (event) => fail(event.message || "Worker");
      worker.onmessage = ({ data }) => {
        if (data.step === "failed") fail(data.fault);
        else if (data.step) {
          this.#onStep(data.step);
          if (data.step === "ready") resolve();
        } else this.#settle(data);
      };
      worker.postMessage({ payloads: parts });
    });
  }

  #settle({ id, value, fault }) {
    const call = this.#waiting.get(id);
    if (!call) return;
    this.#waiting.delete(id);
    clearTimeout(call.timer);
    if (fault === undefined) call.resolve(value);
    else call.reject(new Error(fault));
  }

  // One call of Python. Its time counts from when Python is there.
  async ask(method, ...args) {
    await this.start();
    return new Promise((resolve, reject) => {
      const id = (this.#number += 1);
      // What is about several files has the time of all of them.
      const files = args.find(Array.isArray)?.length ?? 1;
      const timer = AT_ONCE.has(method) ? 0 : setTimeout(() => this.end(), this.#seconds * files * 1000);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#worker.postMessage({ id, method, args });
    });
  }

  // Ends whatever runs, at once, and starts anew.
  end() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#starting = null;
    const calls = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const call of calls) {
      clearTimeout(call.timer);
      call.reject(new Ended());
    }
    this.start().catch(() => {});
  }
}
