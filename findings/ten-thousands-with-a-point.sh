#!/usr/bin/env bash
# SheetJS shows a tenth of the figure where the number format makes 万元 with a written point.
#
# Expected: a format can divide by a thousand, not by ten thousand, so 0"."0,"万元" drops three digits and sets a
# point, as text, before the next one: 123456 is 12.3万元.
# Seen: xlsx 0.18.5 (its SSF) gives 1.23万元, for 35000 .35万元, and .123亿元 for 123456789 with 0"."00,,"亿元", in
# cell.w and in every CSV, as sheet_to_csv writes the text shown. A point behind a backslash is treated alike; a
# real point is right, and so is a written one where no comma follows. numfmt 4.0.1 shows 12.3, 3.5 and 1.23.
# Versions: xlsx 0.18.5 and numfmt 4.0.1 from npm.
# Why it matters: the format is the usual way to show yuan as 万元 in Chinese sheets; turned into a CSV, the sheet
# keeps the unit and loses nine tenths of the output.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm install --silent --no-audit --no-fund --prefix . \
  xlsx@0.18.5 numfmt@4.0.1 || { echo "not run: the packages could not be installed"; exit 2; }

cat > read.mjs <<'JS'
import { format } from "numfmt";
import xlsx from "xlsx";

const cells = [
  [123456, '0"."0,"万元"'],
  [123456, '0\\.0,"万元"'],
  [35000, '0"."0,"万元"'],
  [123456789, '0"."00,,"亿元"'],
  [123456, '0"."0'],
  [123456, '0.0,"千元"'],
];
const sheet = { "!ref": `A1:A${cells.length}` };
cells.forEach(([v, z], row) => { sheet[`A${row + 1}`] = { t: "n", v, z }; });
const book = xlsx.utils.book_new();
xlsx.utils.book_append_sheet(book, sheet, "表");
xlsx.writeFile(book, "ten-thousands.xlsx");
const read = xlsx.readFile("ten-thousands.xlsx", { cellNF: true }).Sheets["表"];
const back = cells.map((_, row) => read[`A${row + 1}`]);

function say(seen, expected) {
  console.log("seen:", JSON.stringify(seen));
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    console.error("changed: it was", JSON.stringify(expected));
    process.exit(1);
  }
}

const shown = ["1.23万元", "1.23万元", ".35万元", ".123亿元", "12345.6", "123.5千元"];
say(back.map((cell) => [cell.v, cell.z]), cells);
say(back.map((cell) => cell.w), shown);
say(xlsx.utils.sheet_to_csv(read).trim().split("\n"), shown);
say(cells.map(([v, z]) => format(z, v)), ["12.3万元", "12.3万元", "3.5万元", "1.23亿元", "12345.6", "123.5千元"]);
JS
node read.mjs
