// The check against robots of a public form (components/proof.html): fetches a challenge when the form is entered and
// lets a worker solve it while the reader types. When anything fails the form goes without, as it does without a script.

for (const part of document.querySelectorAll("[data-proof]")) guard(part);

function guard(part) {
  const form = part.closest("form");
  const answer = part.querySelector("input[name$=proof]");
  const [words, bar] = [part.querySelector("[role=status]"), part.querySelector("[data-bar]")];
  let solving = null;
  let gaveUp = false;

  const show = (share) => {
    words.hidden = false;
    bar.hidden = share >= 1;
    bar.firstElementChild.value = share;
    words.querySelector("[data-working]").hidden = share >= 1;
    words.querySelector("[data-done]").hidden = share < 1;
  };

  const solve = () => {
    solving ??= reckon(part, show)
      .then((payload) => {
        answer.value = payload;
        show(1);
      })
      .catch(() => {
        gaveUp = true;
        words.hidden = bar.hidden = true;
      })
      .finally(() => (solving = null));
    return solving;
  };

  form.addEventListener("focusin", () => isFresh(answer.value) || gaveUp || solve());
  form.addEventListener("submit", async (event) => {
    if (gaveUp || isFresh(answer.value)) return;
    event.preventDefault();
    answer.value = "";
    await solve();
    form.requestSubmit(event.submitter);
  });
}

async function reckon(part, show) {
  const reply = await fetch(part.dataset.proof, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
  const asked = await reply.json();
  const most = asked.maxNumber;
  const worker = new Worker(part.dataset.worker);
  try {
    const number = await new Promise((done, fail) => {
      worker.addEventListener("error", fail);
      worker.addEventListener("message", ({ data }) => {
        if ("tried" in data) show(Math.min(0.99, data.tried / most));
        else if (data.number === null) fail(new Error("unsolved"));
        else done(data.number);
      });
      worker.postMessage({ salt: asked.salt, challenge: asked.challenge, most });
    });
    const { algorithm, challenge, salt, signature } = asked;
    return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  } finally {
    worker.terminate();
  }
}

// The salt says when it expires; half a minute is left for the way.
function isFresh(payload) {
  try {
    const [, until] = /expires=(\d+)/.exec(JSON.parse(atob(payload)).salt);
    return until * 1000 > Date.now() + 30_000;
  } catch {
    return false;
  }
}
