#!/usr/bin/python3
"""Does in LibreOffice what a reviewer does: decides rows, sorts them, adds a column, hides one, recalculates, saves.

usage: review_uno.py IN OUT      needs the system's Python with python3-uno (Debian), LibreOffice Calc
"""
import pathlib
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import TableSortField


def prop(name, value):
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


source, target = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
profile = tempfile.mkdtemp()
pipe = f"review{time.time_ns()}"
office = subprocess.Popen(["soffice", "--headless", f"-env:UserInstallation=file://{profile}", f"--accept=pipe,name={pipe};urp;"])
resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
for _ in range(60):
    try:
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(1)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (prop("Hidden", True),))
sheet = document.Sheets.getByIndex(0)
cursor = sheet.createCursor()
cursor.gotoEndOfUsedArea(False)
columns, rows = cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow
names = [sheet.getCellByPosition(i, 0).String for i in range(columns + 1)]
status, english, term, rank, context_column = (names.index(name) for name in ("status", "english", "term", "rank", "context"))
accepted, rejected, edited = [], [], []
for row in range(1, rows + 1):
    cell = sheet.getCellByPosition(status, row)
    text = sheet.getCellByPosition(term, row).String
    if row % 5 == 0:
        cell.String = "reject"
        rejected.append(text)
    elif row % 7 == 0:
        cell.String = "edit"
        sheet.getCellByPosition(english, row).String = f"edited term {row}"
        edited.append(text)
    elif sheet.getCellByPosition(english, row).String:
        cell.String = "accept"
        accepted.append(text)
# Sort by the term, downwards.
field = TableSortField()
field.Field, field.IsAscending = term, False
data = sheet.getCellRangeByPosition(0, 0, columns, rows)
data.sort((prop("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (field,))), prop("ContainsHeader", True)))
# A column of the reviewer's own with a formula, in front; one hidden.
sheet.Columns.insertByIndex(2, 1)
sheet.getCellByPosition(2, 0).String = "length"
for row in range(1, rows + 1):
    sheet.getCellByPosition(2, row).Formula = f"=LEN(D{row + 1})"
sheet.Columns.getByIndex(context_column + 1).IsVisible = False
document.calculateAll()
document.storeToURL(target.as_uri(), (prop("FilterName", "Calc MS Excel 2007 XML"),))
document.close(True)
try:
    desktop.terminate()
except Exception:
    pass
office.wait(30)
print(f"{rows} rows: {len(accepted)} accepted, {len(edited)} edited, {len(rejected)} rejected; sorted by term, a column with a formula inserted, the context hidden, recalculated, saved")
