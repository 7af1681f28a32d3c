// Runs on the content host, between the platform's page and the content in the frame below it.
// Trusted by nobody: content shares this origin and may call all of this itself.
import { STANDARDS, guardedApi } from "./runtime.js";

const { platform } = document.documentElement.dataset;
const base = new URL("../", location.href);
const frame = document.querySelector("iframe");
const KEEPALIVE_MAX = 60_000;
let port = null;
let state = null;
let sequence = 0;
let savedSequence = 0;
let newest = null;
let queued = false;
let unsent = false;
let leaving = false;

/* --- what content kept goes to the platform, or straight to the server when the page goes --- */

function tell(message) {
  port?.postMessage(message);
}

function send() {
  queued = false;
  if (!unsent) return;
  unsent = false;
  sequence += 1;
  tell({ type: "state", unit: state.unit, sequence, cmi: { ...newest.cmi }, final: newest.final });
  if (leaving) sendAlone();
}

function changed(change) {
  newest = { cmi: change.cmi, final: change.final || Boolean(newest?.final) };
  unsent = true;
  // Many values are set one after another: one message for all of them.
  if (change.final) send();
  else if (!queued) {
    queued = true;
    queueMicrotask(send);
  }
}

// The page that would have saved it may be gone already. What does not fit goes without its bulk.
function sendAlone() {
  const cmi = { ...newest.cmi };
  const body = (partial) => JSON.stringify({
    unit: state.unit, sequence, cmi, final: newest.final, ...(partial && { partial }),
  });
  let text = body(false);
  for (const bulk of [/^cmi\.interactions\./, /^cmi\.comments/, /^cmi\.objectives\./, /^cmi\.suspend_data$/]) {
    if (new Blob([text]).size <= KEEPALIVE_MAX) break;
    for (const name of Object.keys(cmi)) if (bulk.test(name)) delete cmi[name];
    text = body(true);
  }
  fetch(new URL(".commit", base), {
    method: "POST", keepalive: true, body: text, headers: { "Content-Type": "application/json" },
  }).catch(() => {});
}

window.addEventListener("pagehide", () => {
  leaving = true;
  if (newest && sequence > savedSequence) sendAlone();
});

/* --- opening --- */

function addressOf(unit) {
  const address = new URL(unit.href, base);
  if (address.origin !== base.origin || !address.pathname.startsWith(base.pathname)) throw new Error("unit");
  return address;
}

function script(name) {
  return new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = name;
    tag.onload = resolve;
    tag.onerror = () => reject(new Error("assets"));
    document.head.append(tag);
  });
}

// cmi5 (Quartz) 8.1: the content fetches its own authority and speaks xAPI, here on its own origin.
function forCmi5(address, unit) {
  if (address.searchParams.has("endpoint")) return address; // the server has written all five
  const given = state.cmi5 ?? {};
  const values = {
    endpoint: new URL(".xapi/", base).href,
    fetch: new URL(".xapi/fetch", base).href,
    actor: JSON.stringify(given.actor ?? {
      objectType: "Agent", account: { homePage: platform, name: state.learner },
    }),
    registration: given.registration ?? state.registration,
    activityId: given.activityId ?? unit.activity_id ?? unit.key,
  };
  for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
  return address;
}

async function open() {
  const unit = state.units.find((each) => each.key === state.unit);
  if (!unit) throw new Error("unit");
  let address = addressOf(unit);
  if (state.standard === "cmi5") address = forCmi5(address, unit);
  else {
    await script(STANDARDS[state.standard].script);
    window[STANDARDS[state.standard].name] = guardedApi(state.standard, state.cmi, changed);
  }
  frame.title = unit.title;
  frame.src = address.href;
  frame.hidden = false;
  document.querySelector("[data-waiting]").hidden = true;
  frame.addEventListener("load", () => tell({ type: "opened" }), { once: true });
}

// Content that says goodbye when its page goes has to be let go before the platform's page goes.
function close() {
  const done = () => {
    if (queued) send();
    tell({ type: "closed" });
  };
  frame.addEventListener("load", () => setTimeout(done), { once: true });
  frame.src = "about:blank";
}

function hear({ data }) {
  if (data?.type === "saved") savedSequence = Math.max(savedSequence, data.sequence);
  if (data?.type === "close") close();
}

window.addEventListener("message", async (event) => {
  if (port || event.origin !== platform || event.source !== window.parent) return;
  if (event.data?.type !== "open" || event.ports.length !== 1) return;
  [port] = event.ports;
  port.onmessage = hear;
  state = event.data.state;
  sequence = savedSequence = state.sequence;
  try {
    await open();
  } catch (error) {
    tell({ type: "trouble", code: error.message === "assets" ? "assets" : "unit" });
  }
});

if (window.parent === window) document.querySelector("[data-outside]").hidden = false;
else window.parent.postMessage({ type: "ready" }, platform);
