// What the page carries besides itself: in the one file as inert scripts, in the folder as modules.
const inflate = async (text) => {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  writer.write(Uint8Array.from(atob(text), (char) => char.charCodeAt(0))).catch(() => {});
  writer.close().catch(() => {});
  return new Response(readable).text();
};

const payload = async (name) => {
  const element = document.getElementById(`payload-${name}`);
  if (element) return element.textContent;
  const module = await import(new URL(`payload-${name}.js`, document.baseURI).href);
  return module.default;
};

let found = null;

// The worker's address and what it starts with, made once: a worker may have to be started anew.
export const payloads = () => {
  found ??= (async () => {
    const names = ["worker", "lock", "wasm", "stdlib", "site"];
    const [worker, lock, wasm, stdlib, site] = await Promise.all(names.map(payload));
    const script = new Blob([await inflate(worker)], { type: "text/javascript" });
    return { address: URL.createObjectURL(script), parts: { wasm, stdlib, site, lock: await inflate(lock) } };
  })();
  return found;
};
