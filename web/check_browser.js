// Old browsers too can read this: it says which are needed, where the page's own script could not run.
(function () {
  var say = function () {
    var box = document.getElementById("too-old");
    if (window.clustercheckRuns || !box) return;
    box.innerHTML = "<p>本页需要较新的浏览器：Chromium 内核（Chrome、Edge、360、QQ 等）96 及以上，或 Firefox 114、Safari 16.4 及以上。请换一个浏览器打开这个文件。</p>" +
      '<p lang="en">This page needs a newer browser: Chrome, Edge or another Chromium from 96, Firefox from 114, Safari from 16.4. Please open the file in another one.</p>';
    box.hidden = false;
    box.removeAttribute("hidden");
  };
  window.clustercheckTooOld = say;
  if (window.addEventListener) window.addEventListener("load", say);
})();
