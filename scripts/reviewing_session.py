"""The reviewing bureau's session: from an inbox of 60 files to the list of those it recommends, and the notices."""

from session import Step

INBOX = ("申报材料", "submissions")
_DAY = "--as-of 2026-11-21"
_ZH = f"batch 申报材料 {_DAY}"
_EN = f"batch submissions {_DAY}"

TITLE = ("审核", "Review")
STEPS = (
    Step("主管部门收到 60 份申报表，都放在“申报材料”文件夹里。从查数据、发补正通知，到排出推荐汇总表，几条命令就够。"
         "以下命令和输出都是真的，由测试核对；"
         "60 份表是虚构的，有源码的可以照样生成：`python scripts/make_inbox.py 申报材料`。\n\n"
         "不用命令行也行：把整个文件夹拖进[网页版](page.md)，同样得到总览、推荐汇总表和补正通知。",
         "A bureau has received 60 forms and put them in the folder `submissions`. A few commands take it from checking the data and "
         "sending notices to the list of those it recommends. Commands and outputs are real and checked by a test; the forms are "
         "invented, and from a checkout you can make them: `python scripts/make_inbox.py submissions`.\n\nIt can be done without the "
         "command line, too: drop the whole folder on [the page](page.md), which gives the overview, the list and the notices."),
    Step("## 第一步：查数据\n\n评判之前，先看哪些表的数有问题。`check` 不作评判，只查数据：哪一格、什么问题、怎么改。",
         "## 1. Check the data\n\nFirst, before any judgement: which forms have figures that cannot be right? `check` names the cell, "
         "what is wrong and what to do.",
         (f"check 申报材料 {_DAY}", f"check submissions {_DAY}")),
    Step("23 号把万元填成了亿元，这几个数不参与评判；42 号其实是 PDF，读不了。每个编码的含义见[问题编码](problems/index.md)。",
         "Number 23 wrote its output in another unit, so those figures are not judged; number 42 is a PDF and cannot be read. Every "
         "code is explained under [Problem codes](problems/index.md)."),
    Step("## 第二步：总览\n\n`batch` 一次核对全部：各结论多少个，哪些条件未达标的最多，按什么排序。`-o 总览.html` "
         "是可以转发的网页，连同每个集群的报告。",
         "## 2. The overview\n\n`batch` holds all of them against the standard: how many came to what, which criteria are missed most, "
         "and their order. `-o overview.html` is a page to hand on, with the report of each cluster.",
         (f"{_ZH} -o 总览.html", f"{_EN} -o overview.html"), 24),
    Step("同一份文件报了两次、不同名称而数据雷同的，以及读不了的，列在最后：",
         "What was handed in twice or is alike under two names, and what could not be read, comes last:",
         begin=("重复申报", "Handed in twice")),
    Step("## 第三步：补正通知\n\n`--notices` 给每个有待补正的申报单位写一页 Word：须改正的（写明哪一格、怎么改）、须补填的、"
         "请说明的、缺佐证的。不写结论和名次，"
         "可以直接发回；另附一份台账。",
         "## 3. The notices\n\n`--notices` writes a Word page for each applicant that has something to mend: what must be "
         "corrected, with "
         "its cell and how, what must be filled in, explained or proved. It has no verdict and no rank, so it can be sent as it is; a "
         "ledger of all comes with them.",
         (f"{_ZH} --notices 补正通知 --reply-by 2026-12-05 --contact 王老师0756-1234567",
          f"{_EN} --notices notices --reply-by 2026-12-05 --contact 0756-1234567"), begin=("共 60", "60 files")),
    Step("![补正通知](../pictures/notice.zh.png)\n\n申报单位改好的表，用同一文件名放回文件夹，再运行一次即可。",
         "![A notice](../pictures/notice.en.png)\n\nPut the corrected forms back into the folder under their names and run it again."),
    Step("## 第四步：推荐汇总表\n\n有 8 个推荐名额。`--quota 8` 列出哪些在线上、紧随其后的为什么不在。未达标的一律不列入；"
         "并列而名额不够的，交专家择定；"
         "同一份文件只计一次。",
         "## 4. The list of those recommended\n\nEight may be recommended. `--quota 8` says who is above the line and why the "
         "next are not. "
         "Who misses the standard is never above it; equals that do not all find room are left to the experts; the same file "
         "counts once.",
         (f"{_ZH} --quota 8 -o 推荐汇总表.xlsx", f"{_EN} --quota 8 -o recommended.xlsx"), 8, ("推荐汇总", "Recommended")),
    Step("`推荐汇总表.xlsx` 的第一张表就是推荐汇总；后面每个集群一行，有决定项、错误数和所评判的每一个数，按结果着色；"
         "再后面是问题表和指标表。\n\n"
         "![推荐汇总表](../pictures/recommended.zh.png)",
         "The first sheet of `recommended.xlsx` is that list; the next has a row for each cluster with what decides, its "
         "errors and every "
         "figure judged, coloured by its status; then come sheets of problems and of figures.\n\n"
         "![The list of those recommended](../pictures/recommended.en.png)"),
    Step("## 第五步：回答“为什么”\n\n被问到某一家差在哪里，就解释那一条：条款、代入数字的算式、每种读法、所用的单元格。",
         "## 5. Answer why\n\nSomebody asks what one of them lacks. `explain` shows the clause, the formula with its figures, "
         "every reading "
         "and the cells.",
         (f"explain 申报材料/02.xlsx sme_output_share {_DAY}", f"explain submissions/02.xlsx sme_output_share {_DAY}"), 10),
    Step("排名只供择优参考，认定由专家评审、实地抽查决定。原文有几种读法、请示后有了答复的，专家意见不同的，"
         "都可以[记在工作簿里](planning.md)。\n\n"
         "几千份表、中断后接着做、按清单核对、各种输出，见[成批核对](batch.md)；各家的表格式不一，见[能读什么表](reading.md)。",
         "The order only helps to choose; experts and spot checks decide. What the bureau or an expert has settled can be "
         "[recorded in the workbook](planning.md).\n\nThousands of files, going on after an interruption, manifests and all outputs: "
         "[Many workbooks](batch.md). Tables of other shapes: [What can be read](reading.md)."),
)  # fmt: skip
