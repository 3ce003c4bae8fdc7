// The report form saves while it is typed in, sends files at once, and keeps text on the device while offline.
// Without it the same form works by its buttons.

const form = document.querySelector("form[data-report]");
const status = form?.querySelector("[data-saved]");
const QUIET = 1500;
const FILES = ["pictures", "attachments"];
let timer = 0;
let saving = null;
let changed = false;
let stopped = false;
let leaving = false;

const storeKey = () => `report:${form.getAttribute("action")}`;

function typed() {
  const data = new FormData(form);
  for (const name of FILES) data.delete(name);
  return data;
}

function keepHere() {
  const rows = [...typed()].filter(([name]) => !["csrfmiddlewaretoken", "edits", "begun_with"].includes(name));
  try {
    localStorage.setItem(storeKey(), JSON.stringify(rows));
  } catch {
    // No room or no permission: the page still holds the text.
  }
}

function putBack() {
  let rows = null;
  try {
    rows = JSON.parse(localStorage.getItem(storeKey()));
  } catch {
    return;
  }
  if (!rows) return;
  const seen = new Map();
  for (const [name, value] of rows) {
    const number = seen.get(name) ?? 0;
    seen.set(name, number + 1);
    const box = form.querySelectorAll(`[name="${CSS.escape(name)}"]`)[number];
    if (box && box.type !== "hidden") box.value = value;
  }
  status.textContent = form.dataset.restored;
  later();
}

function learn(answer) {
  form.elements.edits.value = answer.edits;
  if (!form.dataset.autosave) {
    localStorage.removeItem(storeKey());
    form.setAttribute("action", answer.edit);
    history.replaceState(null, "", answer.edit);
  }
  Object.assign(form.dataset, { autosave: answer.autosave, picture: answer.picture, attachment: answer.attachment });
}

async function send() {
  const address = form.dataset.autosave || form.getAttribute("action");
  const response = await fetch(address, { method: "POST", body: typed(), headers: { Accept: "application/json" } });
  const answer = await response.json();
  if (!response.ok) {
    stopped = true;
    keepHere();
    status.textContent = answer.error;
    return;
  }
  learn(answer);
  localStorage.removeItem(storeKey());
  status.textContent = answer.saved;
}

async function save() {
  clearTimeout(timer);
  if (saving) await saving;
  if (!changed || stopped) return;
  changed = false;
  status.textContent = form.dataset.saving;
  saving = send().catch(() => {
    changed = true;
    keepHere();
    status.textContent = form.dataset.offline;
  });
  await saving;
  saving = null;
}

function later() {
  changed = true;
  leaving = false;
  clearTimeout(timer);
  timer = setTimeout(save, QUIET);
}

// One request that tells how far it has come; fetch cannot.
function post(address, data, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(Math.round((event.loaded / event.total) * 100));
    });
    request.addEventListener("load", () => (request.response ? resolve(request.response) : reject()));
    request.addEventListener("error", reject);
    request.send(data);
  });
}

async function change(kind, data) {
  const line = form.querySelector(`[data-progress="${kind}"]`);
  changed = true;
  await save();
  if (!form.dataset[kind]) return false;
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await post(form.dataset[kind], data, (percent) => {
      line.textContent = form.dataset.sending.replace("{percent}", `${percent}%`);
    });
    if (answer.html !== undefined) form.querySelector(`[data-list="${kind}"]`).innerHTML = answer.html;
    line.textContent = [...(answer.errors ?? []), answer.error ?? ""].join(" ").trim();
    return answer.html !== undefined;
  } catch {
    line.textContent = form.dataset.failed;
    return false;
  }
}

function listenToFiles(kind) {
  const box = form.elements[`${kind}s`];
  box?.addEventListener("change", async () => {
    const data = new FormData();
    for (const file of box.files) data.append(box.name, file);
    // A refused upload empties the box too: its sentence stands below, and sending it again would say the same.
    if (box.files.length && (await change(kind, data))) box.value = "";
  });
}

if (form) {
  putBack();
  form.addEventListener("input", (event) => {
    if (!FILES.includes(event.target.name)) later();
  });
  form.addEventListener("change", (event) => {
    if (!FILES.includes(event.target.name)) later();
  });
  listenToFiles("picture");
  listenToFiles("attachment");
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    event.preventDefault();
    const data = new FormData();
    data.set(button.name, button.value);
    change(button.dataset.remove, data);
  });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    // What goes along with the form is not saved once more behind the page that follows, whose count it would spoil.
    leaving = !saving && navigator.onLine;
    if (!saving) return;
    // A save is on its way: its answer carries the count of edits that this form must send.
    event.preventDefault();
    await saving;
    form.requestSubmit(event.submitter);
  });
  window.addEventListener("online", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !leaving) save();
  });
}
