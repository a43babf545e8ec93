"""From names of files to results: find the files, read them, pick the standard, judge.

Every command, the batch, the library and the page in a browser use this room. Nothing here prints, ends the process,
reads a clock or knows the command line. The caller passes the day, the standards and the time limit of a file.

    workbooks   the files that names mean
    run         one run: a file's clusters, the standard of each, the assessment
    check       the problems of each file's data
    file_judge  one file of a batch, in any process
    file_report one file of many that are assessed, in any process
    file_check  one file of many that are checked, in any process
"""
