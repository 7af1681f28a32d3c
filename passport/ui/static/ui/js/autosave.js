// Saves an exam answer at every change, one request at a time, and retries until it is kept.
const RETRY_MS = [1000, 3000, 8000, 20000];

const form = document.querySelector("form[data-autosave]");
const status = form?.querySelector("[data-status]");
let sequence = Number(form?.dataset.sequence ?? 0);
let waiting = null;
let sending = false;
let failures = 0;
let leaving = false;

function say(text) {
  status.textContent = text;
}

async function send(body) {
  const response = await fetch(form.action || location.href, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
  });
  if (response.redirected || response.status === 403) return { final: form.dataset.signedOut };
  if (response.status === 409) return { final: form.dataset.closed };
  if (!response.ok) throw new Error(String(response.status));
  const kept = await response.json();
  sequence = Math.max(sequence, kept.sequence);
  return { final: kept.newer ? form.dataset.newer : `${form.dataset.saved} ${kept.saved}` };
}

async function flush() {
  if (sending || !waiting) return;
  sending = true;
  const body = waiting;
  say(form.dataset.saving);
  try {
    const { final } = await send(body);
    if (waiting === body) waiting = null;
    failures = 0;
    say(final);
  } catch {
    say(form.dataset.waiting);
    setTimeout(flush, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
  }
  sending = false;
  if (waiting && waiting !== body) flush();
}

function keep() {
  sequence += 1;
  waiting = new FormData(form);
  waiting.set("sequence", sequence);
  flush();
}

if (form) {
  form.addEventListener("change", keep);
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("online", flush);
  window.addEventListener("beforeunload", (event) => {
    if (waiting && !leaving) event.preventDefault();
  });
}
