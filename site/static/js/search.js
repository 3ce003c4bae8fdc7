// Suggestions under a search box: an ARIA combobox over /search/suggest/. Without it the box is a plain form.
// Fetched by site.js when one is entered; what was typed meanwhile is asked for at once.

const WAIT = 180;

for (const box of document.querySelectorAll("input[data-suggest]")) dress(box);

function dress(box) {
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = `${box.id}-list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.labels[0]?.textContent ?? "");
  list.hidden = true;
  box.after(list);
  const attributes = {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
    autocomplete: "off",
  };
  for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);

  let timer, request, chosen = -1;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const choose = (index) => {
    const options = [...list.children];
    chosen = (index + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    box.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };

  const take = (option) => {
    if (option.dataset.url) {
      location.href = option.dataset.url;
    } else {
      box.value = option.dataset.text;
      close();
      box.form.requestSubmit();
    }
  };

  const show = (items) => {
    list.replaceChildren(...items.map((item, at) => line(item, `${list.id}-${at}`)));
    chosen = -1;
    list.hidden = !items.length;
    box.setAttribute("aria-expanded", String(Boolean(items.length)));
    box.removeAttribute("aria-activedescendant");
  };

  const ask = async () => {
    request?.abort();
    if (!box.value.trim()) return close();
    request = new AbortController();
    try {
      const address = `${box.dataset.suggest}?${new URLSearchParams({ q: box.value.trim() })}`;
      const answer = await fetch(address, { signal: request.signal });
      if (answer.ok && document.activeElement === box) show((await answer.json()).items);
    } catch (error) {
      // Offline, or overtaken by the next letter: the box goes on as a plain form.
      if (error.name !== "AbortError") close();
    }
  };

  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  if (document.activeElement === box && box.value !== box.defaultValue) ask();
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(chosen < 0 && step < 0 ? -1 : chosen + step);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(list.children[chosen]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  box.addEventListener("blur", () => {
    clearTimeout(timer);
    request?.abort();
    close();
  });
  // Before the box loses its focus.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}

function line(item, id) {
  const option = document.createElement("li");
  option.id = id;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.text = item.text;
  option.dataset.url = item.url;
  option.textContent = item.text;
  if (item.label) {
    const label = document.createElement("small");
    label.textContent = item.label;
    option.append(" ", label);
  }
  return option;
}
