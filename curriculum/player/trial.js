// Runs when a check opens a package in a browser without a screen: plays its first unit for some
// seconds, lets it say goodbye, and leaves what it told in the page. Content could change that; it
// would deceive nobody but its own author, since a trial decides nothing.
import { STANDARDS, guardedApi } from "./runtime.js";

const PLAYED_MS = 5000;
const MOST = 50;
const given = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const base = new URL("../", location.href);
const frame = document.querySelector("iframe");
const told = { began: false, ended: false, calls: 0, elements: [] };

function note() {
  document.querySelector("#trial").textContent = JSON.stringify(told).replaceAll("<", "\\u003c");
}

function changed({ cmi, final }) {
  const names = Object.keys(cmi).filter((name) => cmi[name] !== given.cmi[name]);
  told.elements = names.slice(0, MOST);
  told.calls += 1;
  told.ended ||= final;
  note();
}

function open() {
  const standard = STANDARDS[given.standard];
  const api = guardedApi(given.standard, given.cmi, changed);
  const begin = (argument) => {
    const answer = api[standard.initialize](argument);
    told.began ||= answer === "true";
    note();
    return answer;
  };
  window[standard.name] = Object.freeze({ ...api, [standard.initialize]: begin });
  frame.src = new URL(given.href, base).href;
  setTimeout(() => { frame.src = "about:blank"; }, PLAYED_MS);
}

note();
const script = document.createElement("script");
script.src = STANDARDS[given.standard].script;
script.onload = open;
document.head.append(script);
