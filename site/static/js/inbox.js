// The desk's inbox: a job's page refreshes itself, and Alt+J / Alt+K lead to the next and the previous task.

const EVERY = 2000;

async function watch() {
  const shown = document.querySelector("#job[data-watch]");
  if (!shown) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("#job");
      if (fresh) shown.replaceWith(fresh);
    }
  } catch {
    // The network is away for a moment: the next round tries again.
  }
  setTimeout(watch, EVERY);
}
setTimeout(watch, EVERY);

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const link = document.querySelector(`a[data-key="${CSS.escape(event.code)}"]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
