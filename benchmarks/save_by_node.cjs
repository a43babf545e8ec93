// node save_by_node.cjs exceljs|xlsx FOLDER FILE...: each workbook read and saved by that package.
const path = require("node:path");
const [library, folder, ...files] = process.argv.slice(2);
const package_ = require(library);

async function save(file) {
  const target = path.join(folder, path.basename(file));
  if (library === "xlsx") {
    package_.writeFile(package_.readFile(file, { cellNF: true }), target, { bookSST: true, compression: true });
    return;
  }
  const book = new package_.Workbook();
  await book.xlsx.readFile(file);
  await book.xlsx.writeFile(target);
}

(async () => {
  for (const file of files) await save(file);
})();
