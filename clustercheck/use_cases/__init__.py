"""From names of files to results: which files are meant, read, pick the standard, judge.

Every command, the batch, the library and a page in a browser go this way. Nothing here prints, ends the process, reads a
clock or knows the command line; the day, the standards and a file's time limit are handed in.

    workbooks   which files the names mean
    run         one run: a file's clusters, the standard of each, the assessment
    check       what is wrong with each file's data
    file_judge  one file of a batch, in whatever process
"""
