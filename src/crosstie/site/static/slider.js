/* Moves the ownership tree to another day: one of its drawings is shown at a time. */
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-slider]")) {
    const figure = form.closest("figure");
    const range = form.querySelector("input[type=range]");
    const day = form.querySelector("input[type=date]");
    const said = form.querySelector("output");
    const states = [...figure.querySelectorAll(".state")];
    if (!range || states.length < 2) continue;
    const byStep = new Map(states.map((one) => [one.dataset.step, one]));
    const show = (step) => {
      const state = byStep.get(String(step));
      if (!state) return;
      for (const one of states) one.hidden = one !== state;
      range.value = String(step);
      range.setAttribute("aria-valuetext", state.dataset.day);
      if (day) day.value = state.dataset.day;
      said.textContent = state.dataset.day;
    };
    range.hidden = false;
    range.setAttribute("aria-valuetext", said.textContent);
    range.addEventListener("input", () => show(range.value));
    for (const link of figure.querySelectorAll(".days a[data-step]")) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show(link.dataset.step);
      });
    }
  }
})();
