"""The tutorial: a cluster from its first gaps to the review."""

from session import Step

TITLE = ("从差距到规划，再到复核", "From the gap to the plan to the review")
STEPS = (
    Step("一个虚构的珠海集群，从第一次对照标准，到申报，再到三年后的复核。以下命令和输出都是真的，由测试核对；`form.xlsx` 即 "
    "`sample_data/zhuhai_printing.xlsx`，实际数是 [results.csv](../tutorial/results.csv)。日期写死，是为了每次得到同样的输出。",
    "An invented cluster in Zhuhai, from the first look at the standard to the application and to the review three years "
    "on. Commands and outputs are real and checked by a test; `form.xlsx` is `sample_data/zhuhai_printing.xlsx`, and the "
    "results are in [results.csv](../tutorial/results.csv). The days are written out so that the outputs are always the same."),
    Step("先领填报表，只问这一标准要的数。填好后存为 `form.xlsx`。",
         "First the form, which asks only for what this standard needs. Filled in, it is `form.xlsx`.",
         "template --city zhuhai --as-of 2026-03-01 -o blank.xlsx"),
    Step("现在差多少？", "What lacks today?",
         "assess form.xlsx --as-of 2026-03-01 -q"),
    Step("各级标准并排看：哪个最近，差在哪里。",
         "The ladder of standards side by side: which is nearest, what stands in the way.",
         "compare form.xlsx --as-of 2026-03-01", 17),
    Step("哪些数离门槛最近？", "Which figures are nearest to a threshold?",
         "assess form.xlsx --as-of 2026-03-01 -q --margins", 8),
    Step("要怎样才能达标？已过去的年份改不了：2023 年产值偏低，要等它移出三年窗口。这里按每条的首选读法测算；省略 `--reading` "
         "则要各种读法"
         "都通过，会晚一些。`next.xlsx` 是填好目标的填报表，`plan.docx` 是三年发展规划草案。",
         "What would make it pass? Years that are over cannot be changed: the weak output of 2023 has to leave the window. Here the "
         "first reading of each criterion has to pass; without `--reading` all have to, which takes longer. `next.xlsx` is "
         "the form with the targets, `plan.docx` a draft of the development plan.",
         "plan form.xlsx --as-of 2026-03-01 --reading default -o next.xlsx -o plan.docx", 30),
    Step("如果 2026 年产值只有 38 亿元呢？", "And if output were only 38 in 2026?",
         "plan form.xlsx --as-of 2026-03-01 --reading default --set total_output.2026=38", 6),
    Step("目标都实现的话，2027 年申报时没有未达标的门槛；没填的定性条件仍待补。",
         "If the targets come true, no threshold is missed at the application in 2027; the condition that was not answered is "
         "still open.",
         "assess next.xlsx --as-of 2027-03-01 -q"),
    Step("与去年的表有什么不同？", "What differs from last year's form?",
         "compare form.xlsx next.xlsx --as-of 2027-03-01", 14),
    Step("2027 年 6 月 1 日获得认定之后，要办哪些事？",
         "Recognised on 1 June 2027: what is owed from then on?",
         "calendar --city zhuhai --recognised-on 2027-06-01 --as-of 2028-03-01 -o duties.ics"),
    Step("三年之后复核：`results.csv` 是实际数，`next.xlsx` 里有当初的目标。研发经费 2028 年没有完成；定性条件还没有填。",
         "The review three years on: `results.csv` has the results, `next.xlsx` the targets of the time. R&D spending fell short "
         "in 2028, and the conditions are not answered yet.",
         "review results.csv --plan next.xlsx --recognised-on 2027-06-01 --as-of 2030-06-30", 34),
)  # fmt: skip
