// What the theme leaves out for those who use a keyboard or a screen reader.
const search = document.querySelector(".md-search");
search.setAttribute("aria-label", search.querySelector("input").getAttribute("aria-label"));
for (const part of document.querySelectorAll(".md-typeset table:not([class]), pre > code")) part.tabIndex = 0;
