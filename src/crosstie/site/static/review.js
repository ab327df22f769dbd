// Keys of the review. Every key presses a button or follows a link of the page, which
// works without this script too.
(function () {
  "use strict";
  var shown = Date.now();
  var isGone = false;

  function isTyping(element) {
    return element && /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  }

  document.addEventListener("submit", function (event) {
    // A key that is pressed twice decides one question, not the next one too.
    if (isGone) { event.preventDefault(); }
    isGone = true;
  });
  window.addEventListener("pageshow", function () { isGone = false; shown = Date.now(); });

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) { return; }
    if (isTyping(event.target)) {
      if (event.key === "Escape") { event.target.blur(); }
      return;
    }
    var key = event.key.length === 1 ? event.key.toLowerCase() : "";
    if (!key || !/[arsunzjkq?]/.test(key)) { return; }
    var found = document.querySelector('[data-key="' + key + '"]');
    if (!found || found.disabled || isGone) { return; }
    event.preventDefault();
    if (key === "n") { found.focus(); return; }
    if ("arsuz".indexOf(key) >= 0 && Date.now() - shown < 250) { return; }
    if (found.tagName === "A") { isGone = true; }
    found.click();
  });
})();
