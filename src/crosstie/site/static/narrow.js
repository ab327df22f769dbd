/* Narrows a list of ties on a page that no server answers: rows without the words go. */
(() => {
  "use strict";
  const place = document.querySelector("p[data-narrow]");
  const table = document.querySelector("table.ties");
  if (!place || !table) return;
  const field = document.createElement("input");
  field.type = "search";
  field.className = "field";
  field.maxLength = 200;
  field.setAttribute("aria-label", place.dataset.narrow);
  field.placeholder = place.dataset.narrow;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "small dim";
  place.append(field, said);
  place.hidden = false;
  const plain = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const rows = [...table.querySelectorAll("tbody tr:not(.group):not(.total)")];
  const texts = rows.map((row) => plain(row.textContent));
  const narrow = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !words.every((word) => texts[at].includes(word));
      if (!row.hidden) shown += 1;
    });
    // A sum is that of its whole group, so it goes while a part of it is shown.
    for (const sum of table.querySelectorAll("tr.total")) sum.hidden = words.length > 0;
    for (const group of table.tBodies) {
      const its = [...group.rows].filter((row) => rows.includes(row));
      group.hidden = words.length > 0 && its.every((row) => row.hidden);
    }
    said.textContent = words.length === 0 ? "" : shown ? `${shown} / ${rows.length}` : place.dataset.none;
    const here = new URL(location.href);
    if (field.value) here.hash = `q=${encodeURIComponent(field.value)}`;
    else if (here.hash.startsWith("#q=")) here.hash = "";
    history.replaceState(null, "", here);
  };
  field.addEventListener("input", narrow);
  if (location.hash.startsWith("#q=")) {
    try {
      field.value = decodeURIComponent(location.hash.slice(3));
      narrow();
    } catch {
      // An address that somebody cut off: the list stays whole.
    }
  }
})();
