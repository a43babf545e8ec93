// What the page says, in both languages. What Python says comes from there in the language it was told.
export const TEXTS = {
  zh: {
    page_title: "中小企业特色产业集群认定自评",
    skip: "跳到结果",
    strip: "中小企业特色产业集群认定自评",
    title: "把集群的数据表对照认定标准，逐条看差在哪里",
    promise: "数据不离开本机。",
    promise_why: "本页不联网：浏览器按页内的安全策略禁止它连接任何地址，断网也能用。",
    drop: "把数据表拖到这里（可以多个，也可以是文件夹），或",
    pick: "选择文件",
    pick_folder: "选择文件夹",
    formats: ".xlsx .xls .xlsb .ods .et .csv .html 均可，单个文件最大 {largest} MB。",
    standard: "认定标准",
    standard_by_file: "由文件决定",
    standard_hint: "不选则按表内“适用标准”或“所在地”。下载空白表要先选定一个。",
    city: "市", province: "省", nation: "国家",
    partial: "部分", draft: "征求意见稿", expired: "已失效", to_come: "尚未施行", superseded: "已被取代",
    day: "按哪一天核对",
    reading: "条文有多种读法时",
    reading_default: "按通常的读法",
    reading_strict: "按最不利的读法",
    form: "下载空白填报表",
    form_name: "填报表",
    step_page: "正在打开……（文件和选项现在就可以选）",
    step_python: "正在启动页内的 Python……（文件和选项现在就可以选）",
    step_rules: "正在读入标准……（文件和选项现在就可以选）",
    step_ready: "可以核对了。",
    step_failed: "这个浏览器运行不了页内的程序：{fault}",
    files: "文件", file: "文件", verdict: "结论", data: "数据", actions: "操作",
    waiting: "等待中", working: "正在核对……",
    stop: "停止", stopped_by_hand: "已停止，没有核对完。", clear: "全部移除", remove: "移除 {name}", remove_short: "移除",
    show: "看 {name} 的结果", overview: "全部文件总览", clusters: "{n} 个集群",
    nothing_wrong: "没有发现问题", wrong: "错误 {errors}，提醒 {warnings}", changed: "（与上次不同）",
    making: "正在生成……", not_made: "没有做完：用时太久，或已停止。",
    done: "核对完 {n} 个文件。", read_again: "改好后把同名文件再拖进来，只标出变化的地方。",
    passed_over: "没有找到数据表。",
    checks: "先看数据有没有问题",
    is_new: "新出现", is_gone: "已改好", changes_said: "与上次相比：新出现 {fresh} 条，已改好 {gone} 条，其余 {same} 条没有变化。",
    result: "核对结果", downloads: "下载：",
    as_html: "网页报告", as_xlsx: "标注过的工作簿", as_table: "汇总表 .xlsx", as_csv: "汇总表 .csv", as_brief: "一页简报", as_md: "Markdown", as_json: "JSON", as_docx: "Word 报告", as_zip: "全部材料 .zip",
    marked: "标注", brief: "简报", table: "汇总", all: "全部材料", report: "报告",
    together: "排序、推荐名额和补正通知",
    together_hint: "下面的总览按此排序。“全部材料 .zip”里有汇总表（含推荐汇总）、各集群的报告，以及给每个需要补正的申报者的 Word 通知和台账；通知不写结论和名次。",
    rank: "排序依据", rank_verdict: "结论，其次达标门槛所占比例", rank_thresholds: "达标门槛所占比例", rank_margin: "平均余量",
    quota: "推荐名额（不填则不划线）", reply_by: "补正期限", contact: "补正联系人和电话",
    print: "打印报告",
    what_if: "假如数字变了会怎样？",
    what_if_hint: "改一个数，结论和差距立刻重算；什么都不保存，也不改动文件。",
    which_cluster: "集群",
    figures: "指标数字", indicator: "指标", unit: "单位", undo: "恢复原数", figure_of: "{name}，{year}年",
    no_figure: "“{value}”不是可以用的数。", unchanged: "改动任何一个数，这里就显示结论和差距。",
    verdict_now: "结论：{after}", verdict_was: "结论：{before} → {after}", criterion: "条件", before: "原来", after: "现在",
    no_change: "没有一条因此改变。", tips: "翻转",
    report_title: "核对报告", caution: "达到门槛不等于获得认定。",
    failed: "程序出错了，不是您的文件有问题：{fault}",
    licences: "页内含 Python（PSF 许可）、Pyodide（MPL-2.0）、openpyxl 与 et_xmlfile（MIT）、Jinja2 与 MarkupSafe（BSD-3-Clause）；clustercheck 本身 Apache-2.0。",
  },
  en: {
    page_title: "SME characteristic industrial clusters: self-assessment",
    skip: "Skip to the results",
    strip: "SME characteristic industrial clusters: self-assessment",
    title: "Hold a cluster's data sheet against the recognition standard, and see what lacks",
    promise: "Figures never leave this machine.",
    promise_why: "The page is not connected: a policy in it has the browser forbid it to contact any address, and it works offline.",
    drop: "Drop data sheets here (several, or a folder), or",
    pick: "Choose files",
    pick_folder: "Choose a folder",
    formats: ".xlsx .xls .xlsb .ods .et .csv .html, each up to {largest} MB.",
    standard: "Standard",
    standard_by_file: "as the file says",
    standard_hint: "Left open, the file's 适用标准 or 所在地 decides. A blank form needs one to be chosen.",
    city: "Cities", province: "Provinces", nation: "National",
    partial: "in part", draft: "draft", expired: "expired", to_come: "not yet in force", superseded: "superseded",
    day: "Judged for the day",
    reading: "Where a text has several readings",
    reading_default: "the usual one decides",
    reading_strict: "the least favourable decides",
    form: "Download the blank form",
    form_name: "form",
    step_page: "Opening … (files and choices can be made already)",
    step_python: "Starting the page's Python … (files and choices can be made already)",
    step_rules: "Reading the standards … (files and choices can be made already)",
    step_ready: "Ready.",
    step_failed: "This browser cannot run the program in the page: {fault}",
    files: "Files", file: "File", verdict: "Verdict", data: "Data", actions: "Actions",
    waiting: "waiting", working: "being judged …",
    stop: "Stop", stopped_by_hand: "Stopped before it was judged.", clear: "Remove all", remove: "Remove {name}", remove_short: "Remove",
    show: "Show the result of {name}", overview: "Overview of all files", clusters: "{n} clusters",
    nothing_wrong: "nothing found", wrong: "errors {errors}, warnings {warnings}", changed: " (other than before)",
    making: "Being made …", not_made: "Not finished: it took too long, or was stopped.",
    done: "Files judged: {n}.", read_again: "Mend the file and drop it again under its name: only what changed is marked.",
    passed_over: "No data sheet was found.",
    checks: "First: what is wrong with the data",
    is_new: "new", is_gone: "mended", changes_said: "Since the last time: {fresh} new, {gone} mended, {same} as before.",
    result: "Result", downloads: "Download:",
    as_html: "report page", as_xlsx: "marked workbook", as_table: "table .xlsx", as_csv: "table .csv", as_brief: "brief of one page", as_md: "Markdown", as_json: "JSON", as_docx: "Word report", as_zip: "all papers .zip",
    marked: "marked", brief: "brief", table: "table", all: "papers", report: "report",
    together: "Order, quota and notices",
    together_hint: "The overview below is in this order. “All papers .zip” holds the table (with who is recommended), the report of each cluster, and a Word notice for each applicant who has something to mend, with a ledger; notices name neither verdict nor rank.",
    rank: "Order by", rank_verdict: "verdict, then share of thresholds met", rank_thresholds: "share of thresholds met", rank_margin: "mean margin",
    quota: "How many may be recommended (blank: no line)", reply_by: "Notices: reply by", contact: "Notices: contact",
    print: "Print the report",
    what_if: "What if a figure were another?",
    what_if_hint: "Change a figure: verdict and gaps follow at once. Nothing is stored, and the file stays as it is.",
    which_cluster: "Cluster",
    figures: "Figures", indicator: "Indicator", unit: "Unit", undo: "Back to the file's figures", figure_of: "{name}, {year}",
    no_figure: "“{value}” is no figure that could be used.", unchanged: "Change any figure, and the verdict and the gaps show here.",
    verdict_now: "Verdict: {after}", verdict_was: "Verdict: {before} → {after}", criterion: "Criterion", before: "before", after: "after",
    no_change: "No criterion changes.", tips: "tips",
    report_title: "Report", caution: "Meeting the thresholds is not recognition.",
    failed: "A fault of the program, not of your file: {fault}",
    licences: "The page holds Python (PSF licence), Pyodide (MPL-2.0), openpyxl and et_xmlfile (MIT), Jinja2 and MarkupSafe (BSD-3-Clause); clustercheck itself is Apache-2.0.",
  },
};

let language = "zh";

export const useLanguage = (wanted) => {
  language = wanted in TEXTS ? wanted : "zh";
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
};

export const usedLanguage = () => language;

export const said = (key, values = {}) =>
  TEXTS[language][key].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

export const sayAll = (values) => {
  document.title = said("page_title");
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = said(element.dataset.text, values);
};

// An element with its text and children: `make("td", {class: "x"}, "text", child)`.
export const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
};
