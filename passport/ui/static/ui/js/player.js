// Plays a content package in a frame of another origin and saves what the content tells. Nothing that
// comes from the frame is believed: origin, window, shape, size and order of each message are checked.
const RETRY_MS = [1000, 3000, 8000, 20000];
const ANSWER_MS = 15000;
const CLOSING_MS = 4000;
const OPENINGS_MAX = 20;
const CHARACTERS_MAX = 1_000_000;
const KEEPALIVE_MAX = 60_000;
// Left out in this order when a page that goes has no room for everything.
const BULK = [/^cmi\.interactions\./, /^cmi\.comments/, /^cmi\.objectives\./, /^cmi\.suspend_data$/];

const panel = document.querySelector("[data-player]");
const data = document.querySelector("#player-state");
const state = data && JSON.parse(data.textContent);
const status = panel?.querySelector("[data-status]");
const origin = panel?.dataset.launchUrl && new URL(panel.dataset.launchUrl).origin;
let frame = null;
let port = null;
let openings = 0;
let received = state?.sequence ?? 0;
let kept = state?.sequence ?? 0;
let tried = 0;
let waiting = null;
let sending = false;
let stopped = false;
let failures = 0;
let timer = 0;
let leaving = false;
let ended = false;
let closed = null;

/* --- what is said --- */

function say(name, at) {
  const time = at && new Date(at).toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  status.textContent = panel.dataset[name].replace("{time}", time ?? "");
}

function notice(name, shown = true) {
  panel.querySelector(`[data-notice=${name}]`).hidden = !shown;
}

function stop(name) {
  stopped = true;
  waiting = null;
  clearTimeout(timer);
  say("stopped");
  notice(name);
}

/* --- saving: one request at a time, each with a higher number --- */

function bodyOf(commit, cmi = commit.cmi, partial = false) {
  const { unit, sequence, final } = commit;
  return JSON.stringify({ unit, sequence, cmi, final, ...(partial && { partial }) });
}

function request(body, more = {}) {
  return fetch(panel.dataset.commitUrl, {
    method: "POST",
    body,
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": panel.dataset.csrf },
    ...more,
  });
}

function settled(commit, at) {
  kept = commit.sequence;
  if (waiting === commit) waiting = null;
  failures = 0;
  notice("refused", false);
  say("saved", at);
  port?.postMessage({ type: "saved", sequence: kept });
  if (commit.final) follow(commit.cmi["adl.nav.request"] ?? "");
}

// SCORM 2004: content that ended may ask for another part; the parts are links of this page.
function follow(wish) {
  const here = state.units.findIndex((unit) => unit.key === state.unit);
  const target = /^\{target=(.+)\}(choice|jump)$/.exec(wish)?.[1];
  const step = { continue: 1, previous: -1 }[wish];
  const unit = step ? state.units[here + step] : state.units.find(({ key }) => key === target);
  if (unit && !closed) location.assign(`?unit=${encodeURIComponent(unit.key)}`);
}

async function send(commit) {
  const again = commit.sequence === tried;
  tried = commit.sequence;
  const response = await request(bodyOf(commit));
  if (response.redirected || [401, 403].includes(response.status)) return stop("signedOut");
  if (response.status === 409) {
    const newer = await response.json();
    // Our own first try had arrived, only its answer had not.
    if (again && newer.sequence === commit.sequence) return settled(commit, Date.now());
    return stop("elsewhere");
  }
  if (response.status === 404 || response.status === 410) return stop("closed");
  if (response.status === 400 || response.status === 413) return refused(commit);
  if (!response.ok) throw new Error(String(response.status));
  const answer = await response.json();
  return settled(commit, answer.saved_at);
}

function refused(commit) {
  if (waiting === commit) waiting = null;
  say("stopped");
  notice("refused");
}

async function flush() {
  clearTimeout(timer);
  if (sending || stopped || !waiting) return;
  sending = true;
  const commit = waiting;
  let again = true;
  say("saving");
  try {
    await send(commit);
  } catch {
    again = false;
    say("waiting");
    timer = setTimeout(flush, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
  }
  sending = false;
  if (closed && !waiting) closed();
  if (again && waiting) flush();
}

function sendLeaving() {
  leaving = true;
  if (stopped || !waiting) return;
  const cmi = { ...waiting.cmi };
  let body = bodyOf(waiting);
  for (const bulk of BULK) {
    if (new Blob([body]).size <= KEEPALIVE_MAX) break;
    for (const name of Object.keys(cmi)) if (bulk.test(name)) delete cmi[name];
    body = bodyOf(waiting, cmi, true);
  }
  request(body, { keepalive: true }).catch(() => {});
}

/* --- what the frame tells --- */

function isState(message) {
  const { unit, sequence, cmi, final } = message;
  if (unit !== state.unit || sequence !== received + 1 || typeof final !== "boolean") return false;
  if (cmi === null || typeof cmi !== "object" || Array.isArray(cmi)) return false;
  let characters = 0;
  for (const [name, value] of Object.entries(cmi)) {
    if (typeof value !== "string" || !/^[a-z_]+(\.[a-z0-9_]+)+$/i.test(name)) return false;
    characters += name.length + value.length;
  }
  return characters <= CHARACTERS_MAX;
}

function keep({ unit, sequence, cmi, final }) {
  received = sequence;
  ended ||= final;
  if (stopped) return;
  waiting = { unit, sequence, cmi, final: final || Boolean(waiting?.final) };
  state.cmi = cmi;
  if (leaving) sendLeaving();
  else if (failures === 0 || final) flush();
}

function hear({ data: message }) {
  if (message === null || typeof message !== "object") return;
  if (message.type === "state" && isState(message)) keep(message);
  // A part without an interface tells nothing: that it was opened is all there is to save.
  if (message.type === "opened" && state.silent && received === state.sequence) {
    keep({ unit: state.unit, sequence: received + 1, cmi: {}, final: false });
  }
  if (message.type === "trouble") notice(message.code === "assets" ? "assets" : "unit");
  if (message.type === "closed" && closed) {
    closed.told = true;
    if (!waiting || stopped) closed();
  }
}

function answer(event) {
  if (event.origin !== origin || event.source !== frame.contentWindow) return;
  if (event.data?.type !== "ready" || openings >= OPENINGS_MAX) return;
  // After its end only the server knows with what the next session begins.
  if (ended) return location.reload();
  openings += 1;
  notice("unreachable", false);
  port?.close();
  const channel = new MessageChannel();
  port = channel.port1;
  port.onmessage = hear;
  // A frame that loads anew goes on from what it told last.
  frame.contentWindow.postMessage({ type: "open", state: { ...state, sequence: received } }, origin, [channel.port2]);
  say("ready");
}

/* --- leaving by one of our links: content ends first, then what it said is saved --- */

function closing() {
  return new Promise((resolve) => {
    const done = () => { if (closed.told) resolve(); };
    closed = done;
    setTimeout(resolve, CLOSING_MS);
    port.postMessage({ type: "close" });
  });
}

async function leave(event) {
  const link = event.target.closest("a[data-leaves]");
  if (!link || !port || closed || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  failures = 0;
  await closing();
  location.assign(link.href);
}

/* --- start --- */

if (state && origin) {
  notice("scripts", false);
  frame = document.createElement("iframe");
  frame.title = panel.dataset.title;
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms");
  frame.referrerPolicy = "no-referrer";
  window.addEventListener("message", answer);
  say("opening");
  setTimeout(() => { if (!port) { notice("unreachable"); status.textContent = ""; } }, ANSWER_MS);
  frame.src = panel.dataset.launchUrl;
  panel.querySelector("[data-stage]").append(frame);
  document.addEventListener("click", leave);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(); });
  window.addEventListener("pagehide", sendLeaving);
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("online", flush);
  window.addEventListener("beforeunload", (event) => { if (waiting && !closed && !stopped) event.preventDefault(); });
}
