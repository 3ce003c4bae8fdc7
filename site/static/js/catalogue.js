// Choices of the product list without a full page: the same address is fetched and #products put in place of the old.
// Whatever goes wrong, the browser follows the link as it would have.

const REGION = "products";
let latest = 0;

async function show(url, { push }) {
  const mine = ++latest;
  const region = document.getElementById(REGION);
  region.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" } });
    const text = await response.text();
    if (mine !== latest) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById(REGION);
    if (!response.ok || !fresh) throw new Error(response.status);
    keepOpen(region, fresh);
    region.replaceWith(document.adoptNode(fresh));
    document.title = page.title;
    if (push) history.pushState({ products: true }, "", response.url);
    const count = document.getElementById("count");
    count.focus({ preventScroll: true });
    if (push && count.getBoundingClientRect().top < 0) count.scrollIntoView();
  } catch {
    location.assign(url);
  }
}

// A filter that the reader opened or closed stays so; the sheet of the phone closes over the new list.
function keepOpen(before, after) {
  for (const facet of before.querySelectorAll("details[id]")) {
    const same = after.querySelector(`#${facet.id}`);
    if (same) same.open = facet.open || same.open;
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(`#${REGION} a`);
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.pathname !== location.pathname) return;
  event.preventDefault();
  show(link.href, { push: true });
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest(`#${REGION} form`);
  if (!form) return;
  event.preventDefault();
  const said = [...new FormData(form)].filter(([, value]) => value.trim());
  show(`${form.action}?${new URLSearchParams(said)}`, { push: true });
});

history.replaceState({ products: true }, "");
window.addEventListener("popstate", (event) => {
  if (event.state?.products) show(location.href, { push: false });
});
