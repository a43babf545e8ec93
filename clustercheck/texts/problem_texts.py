"""The words of every problem, by code: what is wrong, why it matters, what to do.

The place stands before them, so they do not repeat it. A code is stable: never reused, never renumbered.
C1 the file and its layout, C2 the figures, A3 what an assessment has to say, S1 a standard's file, U4 the call.
"""

from __future__ import annotations


def _(text: str) -> str:
    """Mark a text for translation; `clustercheck.texts.messages` translates it when it is shown."""
    return text


# The facts that say nothing of what a cell holds, and may stand in a log that others read. What is not listed is
# left out there, so a new fact tells too little before it tells too much.
LOGGED = frozenset(
    (
        "above", "area", "before_cell", "before_year", "beside_cell", "beside_year",
        "bottom", "bottom_cell", "cell", "cells", "choices", "clause",
        "day", "denominator", "denominator_cell", "each_unit", "expected", "first", "indicator",
        "judged", "kinds", "known", "least", "most", "near", "nearest", "numerator", "numerator_cell",
        "part", "part_cell", "points", "second", "sheet", "suffixes", "top", "top_cell", "units",
        "whole", "whole_cell", "word", "written", "year", "years",
    )
)  # fmt: skip

# Of every proportion; what is usual, and why, is told by the rule of each.
_OUT_OF_PROPORTION = _(
    "{top} in {top_cell} ({top_value}) over {bottom} in {bottom_cell} ({bottom_value}) makes {each} {each_unit} in "
    "{year}; {least} to {most} is usual. Both are judged as they stand; check their units (万元 for 亿元, 人 for 万人)."
)

TEXTS: dict[str, str] = {
    # -- C1: the file and its layout
    "C101": _("There is no such file. Check the path and the file's name."),
    "C102": _(
        "The file cannot be opened: no permission, or another program holds it. Close it there and try again."
    ),
    "C103": _(
        "The file is damaged or was not copied in full, so nothing in it can be trusted. Open it in Excel "
        "or WPS, save it again as .xlsx, and use that."
    ),
    "C104": _(
        "This is no spreadsheet and no text that can be read (UTF-8 and GB18030 were tried). Save the "
        "table as .xlsx and use that."
    ),
    "C105": _(
        "The workbook lacks its part {part}, so its cells cannot be read. Open it in Excel or WPS, save it "
        "again as .xlsx, and use that."
    ),
    "C106": _(
        "The workbook is encrypted: it takes a password to open it, or its structure is protected in a way that "
        "cannot be read here. Save a copy without the password and the protection, and use that."
    ),
    "C107": _(
        "The file is too large to be a form: at most 50 MiB (text 16 MiB), 100 MiB unpacked, 300 sheets "
        "and 200,000 filled cells are read. Copy the sheets with the figures into a new workbook."
    ),
    "C108": _(
        "Files of this kind (a packed archive, a web archive .mht, Excel 4 or older, Numbers, a program's own) are "
        "not read. Unpack it, or open it in the program that made it, and save the table as .xlsx."
    ),
    "C109": _(
        "The file is empty: no cell has anything in it. Check that it is the one you filled in, and was "
        "saved."
    ),
    "C110": _(
        "Nothing in this file is known: no indicator, no condition and no line of basic information. Use "
        "the form that `clustercheck template` makes, or head the columns with years such as 2024年 and "
        "name the indicators as the form does."
    ),
    "C111": _("This is a folder, not a file. Name the workbook in it."),
    "C114": _(
        "This cell holds {count} characters, and one of Excel's at most {most}: what goes beyond is not read. Shorten it."
    ),
    "C115": _(
        "This is no file but a pipe, a device or a socket, which may never end, so it is not read. Save what comes out "
        "of it as a file, or pass it to the standard input and write - for the workbook."
    ),
    "C112": _(
        "The workbook declares a document type, which no spreadsheet program writes and which could be an "
        "attack, so it is not read. Open it in Excel or WPS, save it again as .xlsx, and use that."
    ),
    "C120": _(
        "This header gives columns other years than the header at {first} of the same table, so it is not "
        "certain which year the rows below it belong to; they are not used. Keep one order of years in a "
        "table, or leave a blank row between two tables."
    ),
    "C121": _(
        "The year {year} stands over more than one column ({cells}), so its figures are not judged. Keep "
        "one column for each year."
    ),
    "C122": _(
        "The code {written} is not known, so its row is not used. The nearest known one is {nearest} "
        "({indicator}): if that is meant, correct the code."
    ),
    "C123": _(
        "“{label}” is close to “{indicator}” but not the same, and its figures are not used, for the two "
        "may differ. If it is the same thing, write the code {id} or the name as the form has it."
    ),
    "C124": _(
        "The sheet “{sheet}” is hidden, and figures or answers on it are used. Show it and check that they "
        "are meant to count; else delete it."
    ),
    "C126": _("The code {written} is not known, so its row is not used. Check it against the form."),
    "C129": _(
        "The heading “{text}” is no plain year, so the figures under it are not used. If they are of a whole year, "
        "head the column 2024年; part of a year, an estimate or a target is not judged."
    ),
    "C127": _(
        "This looks like the header of a table of figures, but no column is headed by a plain year, so its "
        "figures are not used. Head the columns 2022年, 2023年, 2024年."
    ),
    "C128": _(
        "The code {written} means “{indicator}”, but the row is named “{label}”, which is another "
        "indicator. The code is gone by. Check which one is meant and correct the other."
    ),
    "C130": _(
        "{count} of the figures and answers used on this sheet stand where nothing is shown: {lines}. They count "
        "like any other. Show these and check that they are meant to count; else delete them."
    ),
    "C131": _(
        "This is a document or a picture (PDF, Word, WPS text, slides, image) and no spreadsheet, so its figures "
        "cannot be read with certainty. Copy its table into a new workbook and use that."
    ),
    "C132": _(
        "This is a web page or XML without any table that has something in it. If the table is shown in the browser, "
        "copy it into a new workbook and use that; else export it again as .xlsx."
    ),
    "C140": _(
        "{count} figures of another table are given again, with the same values, the first of them in {first} and in "
        "{second}. Each is used once. Remove one table, so that a later change cannot make them differ."
    ),
    "C141": _(
        "{count} figures are given in two tables and differ, the first of them in {first} and in {second}. None of "
        "these is judged ({cells}). Correct or remove one table."
    ),
    "C142": _(
        "The rows of this table are named by “{heading}”, which need not be a cluster, so its figures are not used. If each "
        "row is a cluster, head the column 集群名称."
    ),
    "C143": _(
        "The workbook holds {count} clusters, and one is wanted here. Keep one of them in the file, or read them all "
        "(`clustercheck assess`, `read_all`)."
    ),
    "C144": _(
        "Indicators stand side by side here, but it is not known of which year or cluster each row is, so the figures are "
        "not used. Put a column 年份 with 2024年, or 集群名称, before them."
    ),
    "C145": _(
        "“{label}” stands under “{over}” and may be of that part alone, so its figures are not used. If it is “{indicator}” "
        "of the whole cluster, write the code {id}, or put the line where nothing stands over it."
    ),
    "C146": _(
        "Figures stand beside or under these labels, and none is a name that is known: {labels}. Write the names as the "
        "form does, or say what they mean in a map (`clustercheck read FILE --draft-map map.yaml`)."
    ),
    "C147": _(
        "This row has figures but no cluster's name, so they are not used. Write the name, or delete the row."
    ),
    "C148": _(
        "Nothing in the workbook is called “{label}”, so this line of the map has no effect. Check the wording and the "
        "sheet."
    ),
    "C149": _(
        "The year of {indicator} here is not known, so its figures are not used. Write the year over the column or before the "
        "row, such as 2024年."
    ),
    "C150": _(
        "The rows of this table are clusters, but it is not said which indicator the figures are, so they are not used. "
        "Write it above the table, such as 指标：总产值（亿元）."
    ),
    "C151": _(
        "The column “{heading}” says that this row is of “{of}”, which may not be the whole cluster or year, so it is not "
        "used. If it is, write 合计 there, or delete the column."
    ),
    "C153": _(
        "The workbook bears the names of two clusters, and its figures or answers stand on several sheets, so it is not "
        "certain whose they are; none of these is judged. Give each cluster a workbook of its own, or write 集群名称 with its name "
        "on each sheet, alike where it is one cluster."
    ),
    "C154": _(
        "“{of}” says that the figures of this table are not what the whole cluster reached in a year, so they are not used. "
        "If they are, say so in the title or on the sheet's tab, with the cluster's name."
    ),
    "C156": _(
        "“{label}” is the title of 创新型中小企业 since 1 April 2026 (工信部企业〔2026〕2号) and is read as that. Certificates under "
        "the old rules run on until they expire; a firm that holds both titles counts once."
    ),
    "C152": _(
        "More than {most} clusters are listed; that is no list of clusters to be recognised. Split it, or check the "
        "column 集群名称."
    ),
    # -- C2: the figures
    "C201": _(
        "{part} in {part_cell} ({part_value}) is more than {whole} in {whole_cell} ({whole_value}) in "
        "{year}. A part cannot exceed its whole, so neither is judged. Check both figures and their units."
    ),
    "C202": _(
        "{indicator} in {cell} ({value}) is not what {numerator} in {numerator_cell} over {denominator} in "
        "{denominator_cell} gives for {year} ({derived}). The figure as given is judged; check which one "
        "is right."
    ),
    "C203": _(
        "{indicator} is {value} in {year} and was {before} the year before ({before_cell}). It is judged as it stands; check "
        "that the unit of one of the two was not mistaken (万元 for 亿元, 人 for 万人)."
    ),
    "C204": _("{indicator} cannot be negative ({text}), so it is not judged. Correct the figure."),
    "C205": _(
        "A number is expected for {indicator}, but “{text}” stands here, so it is not judged. Write the "
        "figure alone; leave the cell blank if there is none."
    ),
    "C206": _(
        "{indicator} for {year} is given twice and differs: {one} in {first}, {other} in {second}. Neither "
        "is judged. Correct or remove one."
    ),
    "C207": _(
        "{indicator} has no unit, so its size is not known and it is not judged. Write the unit ({unit}, "
        "if the figure is in that) in the unit column or behind the name."
    ),
    "C208": _("“{unit}” is no unit of {indicator}, so the figure is not judged. Use one of: {units}."),
    "C209": _(
        "The formula here gives the error {text}, so there is no value to read. Correct the formula or "
        "write the figure itself."
    ),
    "C210": _(
        "The formula here has no saved value (it was never calculated, or gives an empty text), so there is nothing to "
        "read. Open the file in Excel or WPS, save it, and try again; or write the value itself."
    ),
    "C211": _(
        "{text} cannot be the size of {indicator} in any statistic, so it is not judged. Check the digits "
        "and the unit."
    ),
    "C212": _(
        "{indicator} is {value} %, and a rate cannot be more than 100 %, so it is not judged. In a cell "
        "formatted as percent write 15% and not 1500%; else write 15 with the unit %."
    ),
    "C213": _(
        "{indicator} is taken as {value} %, as it is written. If {meant} % is meant, write {meant} or "
        "format the cell as percent."
    ),
    "C214": _(
        "“{text}” is no exact figure of {indicator} but a bound: {meaning}. A threshold is judged on it only "
        "where every figure within comes to the same; else it is unknown. Write the exact figure."
    ),
    "C215": _("{indicator} is a count, and {value} is not a whole number. Check the figure and its unit."),
    "C216": _(
        "{indicator} for {year} is given twice, in {first} and {second}, with the same value; it is used "
        "once. Remove one, so that a later change cannot make them differ."
    ),
    "C217": _("“{text}” is neither 是 nor 否, so the line counts as unanswered. Write 是 or 否."),
    "C218": _("“{text}” is no date, so it is not used. Write year, month and day, such as 2023-05-10."),
    "C219": _("“{text}” is none of the choices, so the line counts as blank. Choose one of: {choices}."),
    "C220": _(
        "{item} is given twice and differs, in {first} and {second}. Neither is used. Correct or remove one."
    ),
    "C221": _(
        "是 or 否 is expected here, not “{text}”, so the special impact is not taken as claimed. Enter 是 to claim it, "
        "and write what happened, when and to whom in the line 特殊影响说明; else 否."
    ),
    "C222": _OUT_OF_PROPORTION,
    "C252": _(
        "“{text}” does not say whether anything happened, so the line counts as unanswered. Write 是 if nothing of the "
        "kind happened, and 否 if something did."
    ),
    "C230": _(
        "{indicator} is {value} in {year} and was {before} the year before ({before_cell}). Nothing grows or "
        "shrinks so much in a year: one of the two is in another unit (万元 for 亿元, 人 for 万人), and nobody can tell "
        "which, so neither is judged. Correct the wrong one."
    ),
    "C231": _(
        "{top} in {top_cell} ({top_value}) over {bottom} in {bottom_cell} ({bottom_value}) makes {each} {each_unit} in "
        "{year}. Nothing real lies outside {least} to {most}: one of the two is in another unit (万元 for 亿元, 人 for "
        "万人), and nobody can tell which, so neither is judged. Correct the wrong one."
    ),
    "C232": _(
        "{indicator} of {value} in {year} is beyond all size (thinkable: {least} to {most}), so it is not judged. "
        "Most likely the unit is another one (万元 for 亿元, 人 for 万人, 亩 for 平方公里): correct unit or figure."
    ),
    "C233": _(
        "{indicator} of {value} in {year} is an unusual size (usual: {least} to {most}). It is judged as it stands; "
        "check the unit (万元 for 亿元, 人 for 万人, 亩 for 平方公里)."
    ),
    **dict.fromkeys(("C234", "C235", "C236", "C237", "C238", "C239", "C240", "C241"), _OUT_OF_PROPORTION),
    "C242": _(
        "{indicator} is the same in {years} ({value}; {first} and on), though it should move. It is judged as it "
        "stands; check that one year's figure was not copied into the others."
    ),
    "C243": _(
        "The sheet is named “{sheet}”, and {word} are no results. Its figures are judged as if they had been reached; "
        "move targets and forecasts into a workbook of their own."
    ),
    "C223": _(
        "The cell says “{scale}” and its row {unit}, so the unit of {indicator} is open and the figure is not "
        "judged. Write the figure in {unit}, or its whole unit in the cell."
    ),
    "C224": _(
        "“{text}” bears the mark of a footnote or something struck out, and that may change what the figure of {indicator} "
        "means, so it is not judged. If the figure holds as it stands, write it alone; move the note to the remarks."
    ),
    "C225": _(
        "“{text}” is written in words, so the figure of {indicator} is not read and not judged. Write it in digits."
    ),
    "C226": _(
        "“{text}” is an estimate of {indicator} ({meaning}), which bounds nothing: what hangs on it is unknown. "
        "Write the exact figure."
    ),
    "C227": _(
        "{indicator} for {year} is given twice, as {one} in {first} and {other} in {second}. The two can both be true; "
        "the one that is no exact figure is gone by. Remove it if the other holds."
    ),
    "C250": _(
        "{indicator} is zero in {year} and was {before} in {before_year} ({before_cell}). That is hardly so, so it is not judged. "
        "If the figure is not known yet, leave the cell blank; if it really is zero, ask the bureau how to state it."
    ),
    "C251": _(
        "{indicator} of zero in {year} cannot be, so it is not judged. Write the figure, or leave the cell blank if it is not "
        "known."
    ),
    "C256": _(
        "{indicator} in {cell} ({value}) is {times} times off what {numerator} in {numerator_cell} over {denominator} in "
        "{denominator_cell} gives for {year} ({derived}). One of them is in another unit, or a fraction stands for a percent; "
        "the figure is not judged. Correct the one that is wrong."
    ),
    "C253": _(
        "{indicator} is {value} in {year} and {beside} in {beside_year} ({beside_cell}): most likely a fraction stands for a "
        "percent, so it is not judged. If {meant} % is meant, write {meant} or format the cell as percent."
    ),
    "C254": _OUT_OF_PROPORTION,
    "C255": _(
        "{indicator} in {cell} is zero, but {numerator} in {numerator_cell} over {denominator} in {denominator_cell} gives "
        "{derived} for {year}, so it is not judged. Write the figure, or leave the cell blank if it is not known."
    ),
    "C257": _(
        "The heading “{text}” may be that of {year}, but is no plain year: whether its figures are those of the whole year is not "
        "known, so they and what hangs on them are not judged. If they are, head it {year}年; else delete it."
    ),
    "C258": _(
        "The sheet “{sheet}” is an example by its name or title, so nothing on it is used. If it is the form itself, rename it."
    ),
    "C259": _(
        "The form beside the example “{sheet}” has no figures: it is blank, and the example is not judged in its place. Fill in the "
        "form; if “{sheet}” is what you filled in, rename it."
    ),
    "C260": _(
        "The sheet “{sheet}” is called an example, and no other sheet is a form, so its figures are judged. Check that they are the "
        "cluster's own, and rename the sheet."
    ),
    "C271": _(
        "The cell shows “{shown}” and stores {stored}; in the unit of its row ({unit}) these are not the same figure of "
        "{indicator}, so neither is judged. Write the figure in that unit, and give the cell a plain number format."
    ),
    "C272": _(
        "The cell shows nothing, though {stored} is stored in it, so nobody who looks at the table sees this figure of "
        "{indicator}; it is not judged. If it is meant, show it (number format General, zeros shown); else delete it."
    ),
    "C273": _(
        "{stored} is stored here under a merged cell, where nobody sees it, so it is not judged as a figure of "
        "{indicator}. If it is meant, split the merged cell; else delete it."
    ),
    "C274": _(
        "The formula here has the value 0, and programs that do not calculate write 0 for want of a value, so it is not "
        "known whether there is one; it is not judged. Open the file in Excel or WPS, save it, and try again; or write the "
        "figure itself."
    ),
    "C275": _(
        "The figure {text} of {indicator} stands in a cell merged over {area}, and for which of these it is cannot be seen, so none "
        "of them is judged. Split the merged cell and write each figure in a cell of its own."
    ),
    "C265": _(
        "Reading this file ended the process that read it, each time it was tried, so nothing is known of it. It may be damaged or made "
        "to do harm; open it in Excel or WPS, save it again as .xlsx, and use that."
    ),
    "C266": _(
        "Reading this file did not end within {seconds} seconds of processor time, or did not go on at all, so it was "
        "given up. Copy the sheets with the figures into a new workbook; or allow more with --timeout."
    ),
    "C267": _(
        "clustercheck itself failed at this file ({reason}). Please report it; `clustercheck --debug assess` on this "
        "file shows where."
    ),
    # -- A3: the assessment
    "A301": _(
        "No figure stands in {years}, between years that have some. The three latest years must be complete, "
        "so what depends on them is not judged. Fill in the missing year."
    ),
    "A302": _(
        "The workbook has no figures for {years}; the standard looks at three years in a row, so what depends on "
        "all three is not judged. Add the missing years."
    ),
    "A303": _(
        "No figure stands in {year}, though an earlier year has some: there is no base year, and growth is "
        "judged over the three years alone. Fill in {year} if it is known."
    ),
    "A304": _(
        "{years} was not over on {day}: what stands there is a target or an estimate and is not judged. Apply "
        "with years that are complete."
    ),
    "A305": _(
        "The newest complete year is {year}, not {expected}. The thresholds look at the workbook's years, the "
        "bureau at the latest ones. Add {expected}, or ask the bureau which years it wants."
    ),
    "A306": _(
        "No complete year has a figure in it, so no threshold can be judged. Fill in the three last years."
    ),
    "A307": _(
        "The column of {years} is blank, so that year is not looked at. Fill it in, or delete the column."
    ),
    "A308": _(
        "In the column of {year} stands nothing but {indicator}, which is asked once: that makes no year of it, and the three years "
        "are those before. Fill in the other figures of {year}, if it is to count."
    ),
    "A309": _(
        "In {year} only {n} of the {rows} rows that have figures in the other years have one, so much of it is not judged. Fill in "
        "the rest, or delete the column if {year} is not to count."
    ),
    "A310": _(
        "{indicator} cannot be right beside its kinds ({kinds}; {cells}): it must be at least the largest of them "
        "and at most their sum. It is not judged. Count each firm once and correct one of the two."
    ),
    "A311": _(
        "Neither the day nor the term of the recognition from above is stated. It counts by {clause} while it is valid, "
        "which cannot be checked. Enter 有效期至 as the notice of recognition states it."
    ),
    "A312": _(
        "The recognition from above ended on {last} and does not count on {day}. No renewal is stated, so the verdict "
        "stays open, whatever the thresholds come to. If the review was passed, enter the new 有效期至; if not, choose 无."
    ),
    "A313": _("The recognition from above is dated {on}, after {day}, and does not count. Check the date."),
    "A314": _(
        "“{text}” is no date, so whether the recognition from above still counts is open. Enter 有效期至 as the notice "
        "states it, such as 2025-12-31."
    ),
    "A315": _(
        "“{text}” is no level of recognition, so whether {clause} applies is open. Choose 无, 市级, 省级 or 国家级."
    ),
    "A316": _(
        "有效期至 is blank, so the recognition from above is taken to last {years} years from {on}, to {last}. That is "
        "assumed: {clause} states no term. Enter 有效期至 as the notice states it; a batch may run over whole years "
        "whatever the day of its notice."
    ),
    "A317": _(
        "The recognition from above is dated {on} and would end on {last}, so whether it counts on {day} is open. Enter "
        "有效期至 as the notice states it."
    ),
    "A319": _(
        "The recognition from above would begin ({begins}) after it ended ({last}), so whether it counts is open. Correct "
        "认定日期 or 有效期至."
    ),
    "A321": _(
        "{name} is a draft that was published for comment. What finally applies may differ: ask the authority for "
        "the final text before you rely on this."
    ),
    "A322": _("{name} has been superseded by a later text. Ask the authority for the one that applies."),
    "A323": _(
        "{name} was in force until {last} and no longer is on {day}. Ask the authority whether it was extended "
        "or replaced."
    ),
    "A324": _("{name} comes into force on {first}; on {day} it does not apply yet."),
    "A325": _(
        "{name} is known in part only, so its verdict is never better than incomplete. Not known: {points}. Ask "
        "for the full text."
    ),
    "A326": _(
        "{area} is left blank, so the easing of {clause} is not claimed. Enter 是 if the cluster lies in such an "
        "area, or 否."
    ),
    "A327": _(
        "{place} lies in {region}, for which {clause} allows an easing (“{wording}”): a miss is at the reviewers' discretion. By "
        "how much, the text does not say. It is known for the rounds of {years}; ask whether the round you apply in has it."
    ),
    "A328": _(
        "{name} asks for {output}; {revenue} is not output, so it is not judged in its place. State the output, as the statistics "
        "have it."
    ),
    "A330": _(
        "“{name}” is answered 是 without evidence. It is taken as met, but the applicant answers for it: name the "
        "document that proves it."
    ),
    "A331": _(
        "The standard has no condition “{id}” (closest: {near}), so the answer is not used. Correct the code."
    ),
    "A332": _(
        "The form was made for another standard and asks “{asked}”; this one asks “{name}”. The answer is not taken "
        "over. Answer in this standard's own form, or clear 适用标准 once the answer fits this wording."
    ),
    "A346": _(
        "The workbook lies in {place} and is held against {name}, which is another jurisdiction's. Correct 适用标准 or "
        "所在地, whichever is wrong."
    ),
    "A347": _(
        "The form was made for {made_for} and is held against {judged}. What {judged} asks besides is blank, and answers "
        "to questions worded otherwise are not taken over. Fill in the form that `clustercheck template` makes for it."
    ),
    "A348": _(
        "集群名称 is left blank, so nobody can tell whose form this is. Write the cluster's full name, as in the application."
    ),
    "A349": _("{area} is left blank, and the form needs it. Fill it in, as in the application."),
    "A340": _(
        "{name} comes to {status} as judged, but another reading of it stays open, for there is no exact figure in "
        "{cells}; so whether it depends on the reading is not known. Write the exact figure."
    ),
    # -- A35: the base year, and waivers
    "A350": _(
        "{indicator} of {year} is blank, though other rows have that year, so {names} goes by the three years alone and "
        "depends on it. Fill in the figure; it may change the result."
    ),
    "A351": _(
        "{indicator} of {year} is zero, from which no growth can be reckoned, so {names} goes by the three years alone. "
        "Check the figure; if it is not known, leave it blank."
    ),
    "A352": _(
        "{claim} is answered 是 without a reason, so nothing is waived. Write in {reason} what happened, when and to whom."
    ),
    "A353": _(
        "A reason stands here, but {claim} is not answered 是, so nothing is waived. Enter 是 if the waiver is claimed; else "
        "delete the reason."
    ),
    "A354": _(
        "“{text}” may deny the special impact (不, 未, 无, 没), so nothing is waived. If there was none, answer {claim} by 否; "
        "else write what happened without such words."
    ),
    # -- A36: a batch
    "A361": _(
        "The same file was handed in {n} times: {files}. Only one of them can be meant; leave out the others."
    ),
    "A362": _("“{cluster}” was handed in {n} times in different files: {files}. Ask which one counts."),
    "A363": _(
        "{n} clusters of different names state the same figures: {files}. One was perhaps copied from the other; "
        "check them against the statistics."
    ),
    # -- S1: a standard's file
    "S100": _("The file cannot be read: {reason}. Check that it is there, is UTF-8 and may be opened."),
    "S101": _("This is no valid YAML: {reason}. Check indentation, colons and quotes around here."),
    "S102": _("The file is empty. Start from a copy of another standard and fill in every line anew."),
    "S103": _(
        "Unknown key “{key}” (closest: {near}). What is not understood would be passed over. Known: {keys}."
    ),
    "S104": _("The key “{key}” stands twice; only one of the two could count. Delete one."),
    "S105": _("The key “{key}” is missing in {within}. Add it from the document."),
    "S106": _("“{key}” is not written as it should be. Write it as {expected}."),
    "S107": _("“{value}” is no date of the calendar. Write {key} as {expected}."),
    "S108": _("“{value}” is not possible for {key} (closest: {near}). Write one of {choices}."),
    "S109": _(
        "Unknown subject “{id}” (closest: {near}). Its figures could not be found. Write an id of the vocabulary."
    ),
    "S110": _(
        "The requirement “{value}” is not understood. Write a comparison (> >= < <=), a number and a unit, such "
        'as {key}: "> 70 {unit}".'
    ),
    "S111": _("“{value}” is not the unit of {id}. Write the number in {unit}."),
    "S112": _(
        "The words “{wording}” and the requirement {op} {limit} do not say the same. 高于 is >, 以上 and 不低于 are "
        ">=, 不超过 is <=. Correct the one that differs from the document."
    ),
    "S113": _("“{id}” has no clause, so nobody could check it against the document. Add clause."),
    "S114": _("“{id}” stands twice; an id names one thing. Rename or delete one."),
    "S115": _("“{value}” is no reading of {id}. Write one of {known}."),
    "S116": _("A reading of {id} stands twice. Delete one."),
    "S117": _("The readings of {id} begin with “{value}”. Put the default first: {default}."),
    "S118": _(
        "“{value}” is not defined in this file ({key}; closest: {near}). Define it, or correct the name."
    ),
    "S119": _(
        "It would expire on {expires}, before it comes into force on {effective}. Correct one of the dates."
    ),
    "S120": _(
        "The editions {one} and {other} of {id} are in force on the same day, and nobody could say which applies. "
        "Correct effective and expires."
    ),
    "S121": _(
        "“{wording}” and guideline do not agree: with one of {words} a shortfall is discretionary, without it is "
        "a miss. Set guideline: true, or delete it."
    ),
    "S122": _(
        "“{id}” must have exactly one of every_year, average, latest, once, growth, trend, any_of and attest; it "
        "has {found}."
    ),
    "S123": _("{key} is “{value}”, but the file lies under “{expected}”. Make them the same."),
    "S124": _("“{key}” counts firms, which {id} does not do. Delete it."),
    "S125": _("{id} counts firms: write count, and either kinds or of_dominant_industry."),
    "S126": _(
        "{id} cannot be judged by “{key}”: growth is for growth, and for nothing else. Correct the key."
    ),
    "S127": _(
        "“{id}” has fewer than two alternatives. Write the single requirement itself, or add the others."
    ),
    "S128": _(
        "No criterion is a veto, but every full text has one. Mark the basic condition with veto: true."
    ),
    "S130": _("There is no such folder of standards. Check the path given by --standards."),
    "S131": _("There is no standard in it. Name a standard's YAML file, or a folder of them."),
    "S132": _('{id} counts firms of the latest year. Write it as latest: ">= …".'),
    "S133": _(
        "{id} cannot be judged by “{key}”: what is asked once goes by once, all else by years. Correct the key."
    ),
    "S134": _(
        "“{key}” has no effect on {id} and would be passed over. Delete it, or put it where it is meant."
    ),
    "S135": _("under names “{value}”, for which there is no standard. Write one of {known}, or delete it."),
    "S140": _("There are no cases beside {name}. Add a file {file}."),
    "S141": _("The case “{name}” is not understood: {reason}. Correct it."),
    "S142": _("The case “{name}” expects {expected} of {id}, but it comes out {found}."),
    "S143": _("No case covers {what}. Add one, so that a slip in the file would be noticed."),
    "S144": _(
        "The attestations named in the cases are not those of the standard, in its order: {ids}. Correct the one that "
        "differs from the document."
    ),
    # -- U4: the call
    "U401": _(
        "There is no standard “{name}” (closest: {near}). `clustercheck standards list` shows all: {known}."
    ),
    "U402": _(
        "“{name}” has no standard of its own here; it lies in {above}, whose standard would apply: --city {id}."
    ),
    "U403": _("{name} has no edition “{edition}”. Its editions are: {known}."),
    "U404": _(
        "There is no standard “{name}” here (closest: {near}). That of the level above would apply, {above}: "
        "--city {id}."
    ),
    "U405": _("“{value}” is no day. Write --as-of as 2026-01-31."),
    "U406": _(
        "The workbook names no standard (适用标准) and no place (所在地). Say which standard to hold it against: "
        "--city NAME."
    ),
    "U407": _("{file} cannot be written: {reason}. Choose another place."),
    "U408": _("“{suffix}” is no format that can be written here. Choose one of {known}."),
    "U409": _("“{value}” is no range of years. Write --years as 2022-2024, or 2021-2024 with a base year."),
    "U412": _(
        "{standard} has no criterion “{value}” (closest: {near}). `clustercheck standards show {id}` lists them."
    ),
    "U411": _("“{value}” is not possible for {option}. Write one of {choices}."),
    "U413": _(
        "There is no workbook in this folder or below it. Name another, or save the tables as one of {suffixes}."
    ),
    "U414": _("“{name}” names more than one place: {near}. Say which standard is meant: --city NAME."),
    "U415": _(
        "The system refused to go on: {reason}. Check the disk, the permissions and where the output goes."
    ),
    "U425": _(
        "“{value}” is no problem's code or name (closest: {near}). `clustercheck rule` lists them all."
    ),
    "U426": _("This is no result of a check. Give the file that `clustercheck check -o FILE.json` wrote."),
    "U427": _("The baseline cannot be read: {reason}. Check the path, or leave --baseline out."),
    "U420": _(
        "The workbook holds several clusters, and one is explained at a time. Say which: --row with the row or the name of "
        "{known}."
    ),
    "U421": _("The workbook has no cluster “{value}” (closest: {near}). Write --row with one of {known}."),
    "U422": _(
        "{file} is there already, and a draft does not overwrite what you may have filled in. Name another file, or "
        "write over it with --force."
    ),
    "U423": _(
        "“{unit}” is no unit of {indicator}, so its figures could not be converted. Write one of {units}, or leave unit out."
    ),
    "U424": _(
        "The map says nothing yet: all its lines are comments. Write labels with a label and its indicator, or leave --map "
        "out."
    ),
    "U445": _(
        "{file} is one of the files that are read in this very run, and is never written over. Choose another name for "
        "the report."
    ),
    "U446": _("In “{file}” {{name}} stands in the folder; it may stand in the file's own name only."),
    "U447": _("--template is for Word reports, and none is asked for. Add -o report.docx, or leave it out."),
    "U448": _("The template {file} cannot be read: {reason}. Give a Word file that was saved as .docx."),
    "U449": _(
        "The workbook holds what would be lost if it were marked: {what}. It is left as it is, and the findings are in "
        "a workbook of their own."
    ),
    "U450": _(
        "This is no .xlsx workbook that could be marked, so the findings are in a workbook of their own."
    ),
    "U451": _(
        "The workbook is too large or too unusual to be marked, so it is left as it is and the findings are in a "
        "workbook of their own."
    ),
    "U460": _(
        "This manifest is no text that can be read. Save it as UTF-8, one path a line, or as .csv with the columns path "
        "and city."
    ),
    "U461": _("There is no path in this manifest. Write one a line, or in a .csv under the header path."),
    "U462": _(
        "This line of the manifest has no path (its city is “{city}”). Write the path, or delete the line."
    ),
    "U463": _("--resume goes on with an unfinished .jsonl, but none is named. Name it: -o FILE.jsonl."),
    "U464": _(
        "A workbook from the standard input (-) has no place in a batch. Use `clustercheck assess -`; a list of paths is "
        "taken by --manifest -."
    ),
    "U465": _("{file} is held by another run. Wait until it has ended, or choose another -o."),
    "U466": _("{file} is no state of an unfinished run, or is damaged. Delete it, or choose another -o."),
    "U467": _(
        "The unfinished run was made with other settings ({options}), so its results and these would not belong "
        "together. Give the same ones, or leave out --resume to begin anew."
    ),
    "U480": _("“{value}” names no cell of this workbook. Write D5, or the sheet and the cell: 指标!D5."),
    "U481": _("--together reads several files as one cluster; name two or more."),
    "U468": _("--dask needs the package distributed. Install it: pip install 'clustercheck[dask]'."),
    "U469": _("There is no Dask scheduler at {address}. Check the address, or leave out --dask."),
    "U470": _(
        "{file} is there already, and {reason}; what stands in it would be lost, so nothing was written. Choose another "
        "name, or write over it with --force."
    ),
    "U474": _(
        "{file} is named by more than one -o, and only the last would be left. Give each a name of its own."
    ),
    "U473": _(
        "The results cannot be kept any further: {reason}. What is done so far is kept. Make room, and go on with the same "
        "call and --resume (where -o names a .jsonl)."
    ),
    "U410": _("Nothing was given to read. Name a workbook, a folder, or - for the standard input."),
}
