// The report page in its frame, as high as it is; and on paper in the place of this page.
export const showReport = (frame, bytes, title) =>
  new Promise((resolve) => {
    frame.title = title;
    frame.onload = () => {
      fit(frame);
      resolve();
    };
    frame.srcdoc = new TextDecoder().decode(bytes);
  });

const fit = (frame) => {
  const page = frame.contentDocument;
  if (!page?.body) return;
  const size = () => {
    frame.style.height = `${Math.ceil(page.body.getBoundingClientRect().height)}px`;
  };
  new ResizeObserver(size).observe(page.body);
  size();
  // A frame without an address takes a link within it for one to this page.
  page.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    frame.contentWindow.location.hash = link.getAttribute("href");
  });
  // A report that opens within the overview begins at its top.
  frame.contentWindow.addEventListener("hashchange", () => {
    const target = page.getElementById(decodeURIComponent(frame.contentWindow.location.hash.slice(1)));
    if (target?.matches("article, .overview")) frame.scrollIntoView();
  });
};

let put = [];
let away = [];

// A frame is cut wherever a sheet ends, so its content is laid into this page for as long as it is printed.
export const toPaper = (frame) => {
  const page = frame.contentDocument;
  if (!page?.body || frame.closest("[hidden]")) return;
  for (const details of page.querySelectorAll("details:not([open])")) details.setAttribute("open", "");
  const paper = document.createElement("div");
  paper.className = "paper";
  paper.append(...[...page.body.children].filter((each) => each.localName !== "script").map((each) => document.importNode(each, true)));
  const style = document.createElement("style");
  style.textContent = page.querySelector("style").textContent;
  document.head.append(style);
  document.body.append(paper);
  put = [style, paper];
  for (const sheet of own()) sheet.disabled = true;
  away = [...document.body.children].filter((element) => element !== paper && !element.hidden);
  for (const element of away) element.hidden = true;
};

export const fromPaper = () => {
  for (const element of put) element.remove();
  put = [];
  for (const sheet of own()) sheet.disabled = false;
  for (const element of away) element.hidden = false;
  away = [];
};

const own = () => [...document.styleSheets].filter((sheet) => !put.includes(sheet.ownerNode));
