// Keeps ticks and an unsent signature on this device, and sends the signature when it can.
// What is kept: ids of the observation and of the steps, times, whose it is. No names.
const RETRY_MS = [2000, 5000, 15000, 60000];
const DATABASE = "observed-tasks";
const STORE = "kept";

const panel = document.querySelector("[data-kept]");
const status = panel?.querySelector("[data-kept-status]");
const drop = panel?.querySelector("[data-kept-drop]");
const form = document.querySelector("form[data-observation]");
const closing = document.querySelector("form[data-close]");
const shared = panel?.hasAttribute("data-shared");
const owner = panel?.dataset.owner;
// The device's clock may be wrong; the page came with the right time.
const skew = form ? form.dataset.now * 1000 - Date.now() : 0;
let failures = 0;
let timer = 0;

/* --- what is kept: IndexedDB, or localStorage where that is closed --- */

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inDatabase(mode, work) {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => { database.close(); resolve(request.result); };
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

const name = (key) => `${DATABASE}:${key}`;

async function keep(entry) {
  try {
    await inDatabase("readwrite", (store) => store.put(entry));
  } catch {
    localStorage.setItem(name(entry.key), JSON.stringify(entry));
  }
}

async function forget(key) {
  try {
    await inDatabase("readwrite", (store) => store.delete(key));
  } finally {
    localStorage.removeItem(name(key));
  }
}

async function kept() {
  const local = Object.keys(localStorage)
    .filter((key) => key.startsWith(name("")))
    .map((key) => JSON.parse(localStorage.getItem(key)));
  try {
    return [...(await inDatabase("readonly", (store) => store.getAll())), ...local];
  } catch {
    return local;
  }
}

async function waiting() {
  return (await kept()).filter((entry) => entry.kind === "signature" && entry.owner === owner);
}

/* --- what is said --- */

function say(text, entry, reason = "") {
  const time = entry && new Date(entry.signed_at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  status.textContent = `${panel.dataset[text].replace("{time}", time)} ${reason}`.trim();
}

/* --- sending --- */

async function post(entry) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: panel.dataset.csrf, signed_at: entry.signed_at });
  for (const tick of entry.ticks) body.append("ticks", tick);
  return fetch(entry.url, { method: "POST", body, headers: { Accept: "application/json" } });
}

async function send(entry) {
  say("sending", entry);
  const response = await post(entry);
  if (response.redirected || response.status === 401) return say("signIn", entry);
  if (response.status === 403) return say("reload", entry);
  if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
  if (response.ok) return arrived(entry);
  const answer = await response.json().catch(() => ({}));
  const reason = answer.message ?? panel.dataset.unknown;
  await keep({ ...entry, refused: reason });
  return refused(entry, reason);
}

async function arrived(entry) {
  await forget(entry.key);
  await forget(`ticks:${entry.observation}`);
  drop.hidden = true;
  say("sent", entry);
  if (form?.dataset.observation === entry.observation) location.replace(entry.page);
}

function refused(entry, reason) {
  say("refused", entry, reason);
  drop.hidden = false;
  if (form?.dataset.observation === entry.observation) lock(false);
}

async function flush() {
  clearTimeout(timer);
  const entries = await waiting();
  for (const entry of entries) {
    if (entry.refused) { refused(entry, entry.refused); continue; }
    try {
      await send(entry);
      failures = 0;
    } catch {
      say("waiting", entry);
      timer = setTimeout(flush, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
      failures += 1;
      return;
    }
  }
}

/* --- the assessor's page --- */

const boxes = () => [...form.querySelectorAll("input[name=ticks]")];
const ticked = () => boxes().filter((box) => box.checked).map((box) => box.value);

function progress() {
  const left = boxes().filter((box) => box.hasAttribute("data-critical") && !box.checked).length;
  form.querySelector("[data-sign]").disabled = left > 0;
  form.querySelector("[data-progress]").textContent = left ? form.dataset.missing.replace("{count}", left) : form.dataset.complete;
}

function lock(locked) {
  form.querySelector("[data-steps]").disabled = locked;
  form.querySelector("[data-sign]").hidden = locked;
  if (closing) closing.hidden = locked;
}

async function changed() {
  progress();
  if (!shared) await keep({ key: `ticks:${form.dataset.observation}`, kind: "ticks", owner, ticks: ticked(), at: Date.now() });
}

async function sign(event) {
  if (shared) {
    if (navigator.onLine) return;
    event.preventDefault();
    status.textContent = form.dataset.noConnection;
    return;
  }
  event.preventDefault();
  const at = Math.max(Date.now() + skew, form.dataset.opened * 1000 + 1000);
  await keep({
    key: `signature:${form.dataset.observation}`,
    kind: "signature",
    id: crypto.randomUUID?.() ?? String(at),
    observation: form.dataset.observation,
    owner,
    url: form.getAttribute("action"),
    page: location.pathname,
    ticks: ticked(),
    signed_at: new Date(at).toISOString(),
  });
  lock(true);
  drop.hidden = false;
  await flush();
}

async function restore() {
  const entries = (await kept()).filter((entry) => entry.owner === owner);
  const own = (kind) => entries.find((entry) => entry.key === `${kind}:${form.dataset.observation}`);
  const [draft, signature] = [own("ticks"), own("signature")];
  const keys = (signature ?? draft)?.ticks;
  for (const box of boxes()) if (keys?.includes(box.value)) box.checked = true;
  if (signature && !signature.refused) { lock(true); drop.hidden = false; }
  progress();
}

/* Ticks of tasks that nobody signed within a week are of no use any more. */
async function tidy() {
  const week = 7 * 24 * 3600 * 1000;
  const old = (await kept()).filter((entry) => entry.kind === "ticks" && Date.now() - entry.at > week);
  for (const entry of old) await forget(entry.key);
}

async function start() {
  if (form) {
    progress();
    form.addEventListener("change", changed);
    form.addEventListener("submit", sign);
    closing?.addEventListener("submit", () => forget(`ticks:${form.dataset.observation}`));
  }
  drop.addEventListener("click", async () => {
    clearTimeout(timer);
    for (const entry of await waiting()) await forget(entry.key);
    drop.hidden = true;
    status.textContent = "";
    if (form) { lock(false); progress(); }
  });
  window.addEventListener("online", flush);
  await tidy();
  if (form && !shared) await restore();
  await flush();
}

if (panel) start();
