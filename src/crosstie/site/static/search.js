// Suggests what there is while a search is typed; without it the form works as it is.
for (const [number, field] of document.querySelectorAll("input[data-suggest]").entries()) {
  const list = document.createElement("datalist");
  list.id = `suggested-${number}`;
  field.after(list);
  field.setAttribute("list", list.id);
  let waiting = 0;
  let asking = null;
  const ask = async () => {
    const text = field.value.trim();
    if (text.length < 2) return list.replaceChildren();
    asking?.abort();
    asking = new AbortController();
    const address = new URL(field.form.action);
    address.pathname += ".json";
    address.search = new URLSearchParams({ q: text, limit: "3" });
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok) return;
      const found = await answer.json();
      const hits = [...found.identified, ...found.groups.flatMap((group) => group.hits)];
      const titles = new Set(hits.map((hit) => hit.title.map(([piece]) => piece).join("")));
      list.replaceChildren(
        ...[...titles].slice(0, 12).map((title) => {
          const option = document.createElement("option");
          option.value = title;
          return option;
        }),
      );
    } catch {
      // Typed further, or gone: what was suggested stays.
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
}
