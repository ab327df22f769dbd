/* Searches the list of names of a static site, with what the index knows beside them. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-find]");
  const said = document.querySelector("[data-found]");
  const index = globalThis.crosstieIndex;
  if (!form || !said || !index) return;
  const field = form.querySelector("input");
  const plain = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const bare = (text) => plain(text).replace(/[\s\-./]/g, "");
  const known = new Map(
    index.map(([, title, note, words, file]) => {
      const text = `${title} ${note} ${words}`;
      return [file, [plain(text), bare(text)]];
    }),
  );
  const items = [...document.querySelectorAll("li[data-file]")];
  const find = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const whole = bare(field.value);
    let count = 0;
    for (const item of items) {
      const [text, packed] = known.get(item.dataset.file) ?? ["", ""];
      const isFound =
        words.length === 0 ||
        words.every((word) => text.includes(word)) ||
        (/\d/.test(whole) && whole.length > 4 && packed.includes(whole));
      item.hidden = !isFound;
      if (isFound) count += 1;
    }
    for (const section of document.querySelectorAll("section.atoz")) {
      const shown = section.querySelectorAll("li:not([hidden])").length;
      section.hidden = shown === 0;
      section.querySelector(".ct").textContent = shown.toLocaleString(document.documentElement.lang);
    }
    const { one, many, none } = said.dataset;
    if (words.length === 0) said.textContent = "";
    else if (count === 0) said.textContent = none;
    else said.textContent = count === 1 ? one : many.replace("{count}", String(count));
  };
  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  find();
  field.addEventListener("input", find);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const here = new URL(location.href);
    here.search = field.value ? new URLSearchParams({ q: field.value }).toString() : "";
    history.replaceState(null, "", here);
    find();
  });
})();
