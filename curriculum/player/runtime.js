// Stands between content and scorm-again: keeps what content was allowed to set, and guards against
// what scorm-again 3.4.3 gets wrong. Every guard says what was seen; tests/packages/player holds it.

import { mend } from "./guards.js";

export const STANDARDS = {
  "scorm_1.2": {
    script: "scorm12.min.js", maker: "Scorm12API", name: "API",
    initialize: "LMSInitialize", end: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue",
    commit: "LMSCommit", error: "LMSGetLastError", words: "LMSGetErrorString", more: "LMSGetDiagnostic",
    suspendMax: 4096, wrongType: "405", full: "101",
    // SCORM 1.2 has one code for "not running", whichever call it is.
    over: { get: "301", set: "301", commit: "301", end: "301" },
    notResumed: ["cmi.core.session_time", "cmi.core.exit"],
  },
  "scorm_2004": {
    script: "scorm2004.min.js", maker: "Scorm2004API", name: "API_1484_11",
    initialize: "Initialize", end: "Terminate", get: "GetValue", set: "SetValue",
    commit: "Commit", error: "GetLastError", words: "GetErrorString", more: "GetDiagnostic",
    suspendMax: 64000, wrongType: "406", full: "351",
    over: { get: "123", set: "133", commit: "143", end: "113" },
    notResumed: ["cmi.session_time", "cmi.exit", "adl.nav.request"],
  },
};

const GENERAL = "101";
const CHARACTERS_MAX = 900_000;
const ELEMENTS_MAX = 20_000;
const PLACE = /\.(\d+)\./g;
const SETTINGS = {
  // It must not speak to a server by itself: with a timer it would commit behind our back.
  autocommit: false, lmsCommitUrl: false, autoProgress: false, selfReportSessionTime: false,
  logLevel: 5,
};

// Content may hand over numbers, undefined and null; scorm-again took undefined for "true" and
// changed nothing.
const text = (value) => (value === undefined || value === null ? "" : String(value));

// One bad value made loadFromFlattenedJSON throw and lose all that came after it.
function load(inner, saved, standard) {
  for (const [name, value] of Object.entries(saved)) {
    if (standard.notResumed.includes(name)) continue;
    try {
      inner.loadFromFlattenedJSON({ [name]: value });
    } catch {
      // The value stays in what is kept; content just cannot read it.
    }
  }
}

function entries(inner, name) {
  const lists = [];
  PLACE.lastIndex = 0;
  for (let match = PLACE.exec(name); match; match = PLACE.exec(name)) {
    let node = inner;
    for (const part of name.slice(0, match.index).split(".")) {
      node = /^\d+$/.test(part) ? node?.childArray?.[Number(part)] : node?.[part];
    }
    if (Array.isArray(node?.childArray)) lists.push(node.childArray);
  }
  return lists;
}

// A refused SetValue on a new entry (cmi.interactions.0.type "nonsense") still left an empty entry,
// so that _count was one too many. All entries that a refused call added go again.
function withoutLeftovers(inner, name, act) {
  const before = entries(inner, name).map((list) => [list, list.length]);
  const answer = act();
  if (answer === "true") return answer;
  const known = new Map(before);
  for (const list of entries(inner, name)) {
    if (!known.has(list)) continue;
    list.length = Math.min(list.length, known.get(list));
  }
  return answer;
}

/**
 * The API object that content finds.
 * `changed({ cmi, final })` hears of every change: everything that is kept so far, as flat texts.
 */
export function guardedApi(standardName, saved, changed, makers = window) {
  const standard = STANDARDS[standardName];
  const inner = new makers[standard.maker](SETTINGS);
  const kept = Object.assign(Object.create(null), saved);
  for (const name of standard.notResumed) delete kept[name];
  let characters = Object.entries(kept).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  let state = "before";
  let ownError = null;
  load(inner, saved, standard);
  mend(standardName, inner, { ...kept }, standard);

  // Whatever breaks inside must not break content, which seldom catches anything.
  function ask(otherwise, act) {
    ownError = null;
    try {
      return text(act());
    } catch {
      ownError = GENERAL;
      return otherwise;
    }
  }

  // After the end scorm-again's SCORM 1.2 answered "true" to LMSSetValue, LMSCommit and a second
  // LMSFinish, and kept nothing of it.
  function isOver(call) {
    if (state !== "over") return false;
    ownError = standard.over[call];
    return true;
  }

  function refuse(code) {
    ownError = code;
    return "false";
  }

  function keep(name, value) {
    characters += value.length - (kept[name]?.length ?? -name.length);
    kept[name] = value;
  }

  function set(name, value) {
    if (isOver("set")) return "false";
    // SCORM 1.2 allows 4,096 characters; scorm-again let 64,000 pass, which other players cut off.
    if (name === "cmi.suspend_data" && value.length > standard.suspendMax) return refuse(standard.wrongType);
    if (characters + name.length + value.length > CHARACTERS_MAX) return refuse(standard.full);
    if (!(name in kept) && Object.keys(kept).length >= ELEMENTS_MAX) return refuse(standard.full);
    const answer = ask("false", () => withoutLeftovers(inner, name, () => inner[standard.set](name, value)));
    if (answer === "true") {
      // What is sent is what was set: scorm-again's own rendering drops or rewrites values.
      keep(name, value);
      changed({ cmi: kept, final: false });
    }
    return answer;
  }

  function end(argument) {
    if (isOver("end")) return "false";
    const answer = ask("false", () => inner[standard.end](text(argument)));
    if (answer === "true") {
      state = "over";
      changed({ cmi: kept, final: true });
    }
    return answer;
  }

  function commit(argument) {
    if (isOver("commit")) return "false";
    const answer = ask("false", () => inner[standard.commit](text(argument)));
    if (answer === "true") changed({ cmi: kept, final: false });
    return answer;
  }

  const api = {
    version: "1.0",
    [standard.initialize]: (argument) => ask("false", () => inner[standard.initialize](text(argument))),
    [standard.get]: (name) => (isOver("get") ? "" : ask("", () => inner[standard.get](text(name)))),
    [standard.set]: (name, value) => set(text(name), text(value)),
    [standard.commit]: commit,
    [standard.end]: end,
    [standard.error]: () => ownError ?? text(inner[standard.error]()),
    [standard.words]: (code) => text(inner[standard.words](text(code))),
    [standard.more]: (code) => text(inner[standard.more](text(code))),
  };
  return Object.freeze(api);
}
