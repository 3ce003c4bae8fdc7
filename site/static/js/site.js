// Small improvements; every page works without them.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The menu and the sheet of filters close by Escape and by a press beside them.
for (const sheet of document.querySelectorAll("details.menu, details.facets")) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && sheet.open) {
      sheet.open = false;
      sheet.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!sheet.contains(event.target)) sheet.open = false;
  });
}

// What improves a part of the page is fetched when that part is entered: most readers of a page never do.
for (const entered of ["focusin", "pointerover"]) {
  document.addEventListener(entered, (event) => {
    const part = event.target.closest?.("[data-script]");
    if (part) import(part.dataset.script);
  });
}

// The summary of a form that was not accepted is read first.
document.querySelector("[data-focus]")?.focus();

// A second press while the first is on its way does nothing; coming back to the page wakes the form again.
const sending = new Set();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (sending.has(form)) {
    event.preventDefault();
  } else if (!event.defaultPrevented) {
    sending.add(form);
    form.setAttribute("aria-busy", "true");
  }
});
window.addEventListener("pageshow", () => {
  for (const form of sending) form.removeAttribute("aria-busy");
  sending.clear();
});
