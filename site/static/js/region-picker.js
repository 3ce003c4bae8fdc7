// The region picker with JavaScript: choosing fetches the next list, the step button goes away.
// Names and values are those of the plain form, so the server sees no difference.

const cache = new Map();

async function fetchChildren(url, parent, max) {
  const address = `${url}?${new URLSearchParams({ parent, max })}`;
  if (!cache.has(address)) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    cache.set(address, (await answer.json()).children);
  }
  return cache.get(address);
}

function makeList(picker, above, children, number) {
  const { name, choose, whole, min } = picker.dataset;
  const first = picker.querySelector("select");
  const list = document.createElement("div");
  list.className = "region-picker__list";
  list.dataset.list = "";
  const select = document.createElement("select");
  select.className = first.className;
  select.name = name;
  select.id = `${first.id}_${number}`;
  const level = Math.min(...children.map((child) => child.level));
  const label = document.createElement("label");
  label.className = "region-picker__label";
  label.htmlFor = select.id;
  label.textContent = picker.getAttribute(`data-label-${level}`);
  const isWhole = above.level >= Number(min);
  select.add(new Option(isWhole ? whole.replace("{name}", above.name) : choose, ""));
  for (const child of children) {
    const option = new Option(child.name, child.code);
    option.dataset.level = child.level;
    select.add(option);
  }
  list.append(label, select);
  return list;
}

function enhance(picker) {
  const lists = picker.querySelector("[data-lists]");
  const step = picker.querySelector("[data-step]");
  const status = picker.querySelector("[data-status]");
  const { url, max, failed } = picker.dataset;
  // Removed, not hidden: a hidden first submit button would still answer the Enter key.
  step?.remove();
  picker.dataset.enhanced = "";
  let asked = 0;

  lists.addEventListener("change", async (event) => {
    const select = event.target;
    const chosen = select.selectedOptions[0];
    const turn = ++asked;
    let next = select.closest("[data-list]").nextElementSibling;
    while (next) {
      const following = next.nextElementSibling;
      next.remove();
      next = following;
    }
    status.textContent = "";
    if (!chosen.value || chosen === select.options[0]) return;
    // A code tells its level: the lists of the plain form carry no data on their options.
    const above = { name: chosen.textContent, level: Number(chosen.dataset.level) || levelOf(chosen.value) };
    if (above.level >= Number(max)) return;
    lists.setAttribute("aria-busy", "true");
    try {
      const children = await fetchChildren(url, chosen.value, max);
      if (turn !== asked || !children.length) return;
      const list = makeList(picker, above, children, lists.children.length + 1);
      lists.append(list);
      status.textContent = list.querySelector("label").textContent;
    } catch {
      if (turn !== asked) return;
      status.textContent = failed;
      status.classList.remove("sr");
      if (step) lists.after(step);
    } finally {
      if (turn === asked) lists.removeAttribute("aria-busy");
    }
  });
}

function levelOf(code) {
  if (code.length === 9) return 4;
  if (code.endsWith("0000")) return 1;
  return code.endsWith("00") ? 2 : 3;
}

document.querySelectorAll("[data-region-picker]:not([data-enhanced])").forEach(enhance);
