"""python save_by_openpyxl.py FOLDER FILE...: each workbook read and saved by openpyxl with lxml.

lxml writes every character outside ASCII as a reference. A process of its own, for clustercheck turns lxml off.
"""

import sys
from pathlib import Path

import openpyxl
import openpyxl.xml

folder, *files = map(Path, sys.argv[1:])
if not openpyxl.xml.LXML:
    sys.exit("lxml is not installed")
for file in files:
    openpyxl.load_workbook(file).save(folder / file.name)
