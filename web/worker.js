// Python in a worker. The page hands it the payloads once, then asks one thing after the other; it may end it any time.
// `loadPyodide` and `createPyodideModule` stand before this in the built file.

const SITE = "/lib/python3.14/site-packages/";
// A name for where the payloads are: there is no such host, and nothing is ever asked of it.
const HERE = "https://page.invalid/";
const python = { desk: null, file: null };

const bytesOf = (base64) => {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
};

const inflated = (base64) => {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  // What fails is told to whoever reads.
  writer.write(bytesOf(base64)).catch(() => {});
  writer.close().catch(() => {});
  return readable;
};
const whole = async (base64) => new Uint8Array(await new Response(inflated(base64)).arrayBuffer());

// The folder of Python's packages: an index of [path, size], its length before it, then all files in a row.
const unpack = (system, packed) => {
  const length = new DataView(packed.buffer).getUint32(0);
  const index = JSON.parse(new TextDecoder().decode(packed.subarray(4, 4 + length)));
  const folders = new Set();
  let at = 4 + length;
  for (const [path, size] of index) {
    const folder = SITE + path.slice(0, path.lastIndexOf("/") + 1);
    if (!folders.has(folder)) {
      folders.add(folder);
      system.mkdirTree(folder);
    }
    system.writeFile(SITE + path, packed.subarray(at, at + size), { canOwn: true });
    at += size;
  }
};

// What waits is answered meanwhile.
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const start = async ({ wasm, stdlib, site, lock }) => {
  const payloads = { "pyodide.asm.wasm": wasm, "python_stdlib.zip": stdlib };
  const types = { "pyodide.asm.wasm": "application/wasm", "python_stdlib.zip": "application/zip" };
  // The runtime asks for its files by address. They are here, and nothing else may be asked for.
  self.fetch = async (address) => {
    const name = String(address.url ?? address).split("/").pop();
    if (!(name in payloads)) throw new TypeError(`nothing is fetched: ${name}`);
    return new Response(inflated(payloads[name]), { headers: { "Content-Type": types[name] } });
  };
  // Where a browser cannot compile it, the runtime would wait for ever instead of saying so.
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = (...given) =>
    instantiate(...given).catch((fault) => {
      postMessage({ step: "failed", fault: String(fault) });
      throw fault;
    });
  postMessage({ step: "python" });
  const [runtime, packed] = await Promise.all([
    loadPyodide({
      createPyodideModule,
      indexURL: HERE,
      stdLibURL: `${HERE}python_stdlib.zip`,
      lockFileContents: lock,
      packageBaseUrl: HERE,
      env: { PYTHONDONTWRITEBYTECODE: "1", OPENPYXL_LXML: "False" },
    }),
    whole(site),
  ]);
  postMessage({ step: "rules" });
  unpack(runtime.FS, packed);
  runtime.runPython("import importlib; importlib.invalidate_caches()");
  python.desk = runtime.pyimport("clustercheck.use_cases.page").Desk();
  python.runtime = runtime;
  postMessage({ step: "ready" });
  try {
    await pause(200);
    python.desk.warm_up();
    let part = 0;
    do await pause(part ? 0 : 200);
    while (python.desk.rehearse(part++));
  } catch {
    // Only speed is lost; what does not work is said when it is asked for.
  }
};

const given = (value) => (value !== null && typeof value === "object" ? python.runtime.toPy(value) : value ?? undefined);

const answer = (method, args) => {
  const value = python.desk[method](...args.map(given));
  if (value === undefined || typeof value === "string") return value;
  const bytes = value.toJs();
  value.destroy();
  return bytes;
};

self.onmessage = async ({ data }) => {
  if (data.payloads) {
    try {
      await start(data.payloads);
    } catch (fault) {
      postMessage({ step: "failed", fault: String(fault) });
    }
    return;
  }
  try {
    const value = answer(data.method, data.args);
    postMessage({ id: data.id, value }, value instanceof Uint8Array ? [value.buffer] : []);
  } catch (fault) {
    postMessage({ id: data.id, fault: String(fault.message ?? fault) });
  }
};
