// Compiles the Python of a folder with the page's own Python, in place: `node compile.mjs FOLDER`.
import { loadPyodide } from "pyodide";

const SCRIPT = `
import os, py_compile
for folder, folders, files in os.walk("/site"):
    folders.sort()
    for name in sorted(files):
        if name.endswith(".py"):
            path = os.path.join(folder, name)
            py_compile.compile(path, path + "c", os.path.relpath(path, "/site"), doraise=True, optimize=2,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
            os.remove(path)
`;
// A set's order would be another each time.
const python = await loadPyodide({ env: { PYTHONHASHSEED: "0" } });
python.mountNodeFS("/site", process.argv[2]);
python.runPython(SCRIPT);
