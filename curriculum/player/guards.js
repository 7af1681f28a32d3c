// Holds scorm-again 3.4.3 to the standards where its own checks are looser or its answers differ.
// Each line says what was seen; tests/packages/conformance names the clause and counts the cases.

const DURATION = /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/;
const TIMESPAN = /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/;
const MOMENT = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T([01]\d|2[0-3])(?::[0-5]\d(?::[0-5]\d(?:\.\d{1,2}(?:Z|[+-]\d\d(?::\d\d)?)?)?)?)?)?)?)?$/;
const INSIDE = /^cmi\.(interactions|objectives|comments_from_learner|comments_from_lms)\.(\d+)\.(.+)$/;
const RESPONSE = /^cmi\.interactions\.(\d+)\.(student_response|learner_response|correct_responses\.\d+\.pattern)$/;

// It took: a vocabulary of the other standard, hours of one digit, spaces in identifiers, durations
// of nothing (P, PT) and with decimals of hours, and answered 407 where a word is wrong.
// Years after 2038, days that do not exist, and requests for a choice without a target passed too.
function isMoment(value) {
  const [, year, month = "01", day = "01"] = MOMENT.exec(value) ?? [];
  if (!(year >= 1970 && year <= 2038)) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day);
}

const RULES = {
  "scorm_1.2": [
    [/^cmi\.core\.exit$/, /^(time-out|suspend|logout|)$/, "405"],
    [/^cmi\.(core\.session_time|interactions\.\d+\.latency)$/, TIMESPAN, "405"],
    [/^cmi\.(objectives|interactions)\.\d+(\.objectives\.\d+)?\.id$/, /^[!-~]{1,255}$/, "405"],
    [/^cmi\.interactions\.\d+\.result$/, /^(correct|wrong|unanticipated|neutral|-?\d*\.?\d+)$/, "405"],
  ],
  "scorm_2004": [
    [/^cmi\.(session_time|interactions\.\d+\.latency)$/, DURATION, "406"],
    [/^cmi\.(objectives|interactions)\.\d+(\.objectives\.\d+)?\.id$/, /^\S+$/, "406"],
    [/^cmi\.learner_preference\.audio_captioning$/, /^(-1|0|1)$/, "406"],
    [/^cmi\.(comments_from_learner|interactions)\.\d+\.timestamp$/, { test: isMoment }, "406"],
    [/^adl\.nav\.request$/, /^(?!choice$|jump$|\{target=\})/, "406"],
  ],
};

// SCORM 1.2, CMIFeedback: it took any text for any type of interaction.
const ONE = "[0-9a-z]";
const FEEDBACK = {
  "true-false": /^[01tf]/,
  choice: new RegExp(`^(${ONE}(,${ONE})*|\\{${ONE}(,${ONE})*\\}|)$`),
  "fill-in": /^/,
  numeric: /^(-?\d{1,10}(\.\d{1,10})?|)$/,
  likert: new RegExp(`^${ONE}?$`),
  matching: new RegExp(`^(${ONE}\\.${ONE}(,${ONE}\\.${ONE})*|\\{.*\\}|)$`, "s"),
  performance: /^/,
  sequencing: new RegExp(`^(${ONE}(,${ONE})*|)$`),
};

const isFeedback = (type, value) => value.length <= 255 && (FEEDBACK[type] ?? /^/).test(value);

// SCORM 2004: it took spaces in the identifiers of a choice, ranges from high to low, and text in
// no language at all.
function isResponse(type, value) {
  if (/\{lang=\}/.test(value) && type.includes("fill-in")) return false;
  if (type === "choice") return value === "" || value.split("[,]").every((part) => /^\S+$/.test(part));
  if (type !== "numeric") return true;
  const [low, high] = value.split("[:]");
  return !low || !high || Number(low) <= Number(high);
}

function wrongForType(name, standardName, value, types) {
  const match = RESPONSE.exec(name);
  if (!match) return "";
  if (standardName === "scorm_1.2") return isFeedback(types.get(match[1]), value) ? "" : "405";
  return isResponse(types.get(match[1]) ?? "", value) ? "" : "406";
}

const count = (inner, list) => inner.cmi?.[list]?.childArray?.length ?? 0;

// SCORM 2004: the first element of an entry is its id, and inner objectives grow one by one. It
// took a result before an id, and objectives.2 after objectives.0.
function outOfPlace(inner, name) {
  const match = INSIDE.exec(name);
  if (!match || match[1].startsWith("comments")) return "";
  const [, list, index, rest] = match;
  const length = count(inner, list);
  if (Number(index) === length && rest !== "id" && !rest.startsWith("_")) return "408";
  const deeper = /^objectives\.(\d+)\.id$/.exec(rest);
  const entry = inner.cmi[list].childArray[Number(index)];
  return deeper && Number(deeper[1]) > (entry?.objectives?.childArray?.length ?? 0) ? "351" : "";
}

function refusedSet(standardName, inner, name, value, types) {
  if (standardName === "scorm_2004") {
    const misplaced = outOfPlace(inner, name);
    if (misplaced) return misplaced;
  }
  const rule = RULES[standardName].find(([names]) => names.test(name));
  if (rule && !rule[1].test(value)) return rule[2];
  return wrongForType(name, standardName, value, types);
}

// SCORM 2004: it answered 403 for entries that are not there (301), and "" without an error for
// launch data that the manifest does not have (403).
function refusedGet(inner, name, saved) {
  const match = INSIDE.exec(name);
  if (match && Number(match[2]) >= count(inner, match[1])) return "301";
  return name === "cmi.launch_data" && !saved[name] ? "403" : "";
}

// Values that a standard allows and it refuses are kept beside it: an emptied bookmark or language,
// a delivery speed of 0, no answer to a choice, and in SCORM 1.2 a result below zero.
const ASIDE = {
  "scorm_1.2": [[/^cmi\.interactions\.(\d+)\.result$/, /^-\d*\.?\d+$/]],
  "scorm_2004": [
    [/^cmi\.(location|learner_preference\.language)$/, /^$/],
    [/^cmi\.learner_preference\.delivery_speed$/, /^\+?(0+(\.0*)?|\.0+)$/],
    [/^cmi\.interactions\.(\d+)\.learner_response$/, /^$/],
  ],
};

function isAside(standardName, inner, name, value, types) {
  const rule = ASIDE[standardName].find(([names, values]) => names.test(name) && values.test(value));
  if (!rule) return false;
  const index = /^cmi\.interactions\.(\d+)\./.exec(name)?.[1];
  if (index === undefined) return true;
  const answerable = !name.endsWith("learner_response") || types.get(index) === "choice";
  return answerable && Number(index) < count(inner, "interactions");
}

/** Puts the guards around an instance of scorm-again, in place, after its data were loaded. */
export function mend(standardName, inner, saved, { get, set }) {
  const ask = inner[get].bind(inner);
  const tell = inner[set].bind(inner);
  const running = () => inner.isInitialized();
  const types = new Map();
  const aside = new Map();
  const told = new Set();
  let request = "_none_";
  for (const [name, value] of Object.entries(saved)) {
    remember(name, value);
    if (isAside(standardName, inner, name, value, types)) aside.set(name, value);
  }

  function remember(name, value) {
    aside.delete(name);
    if (value !== "") told.add(name);
    const match = /^cmi\.interactions\.(\d+)\.type$/.exec(name);
    if (match) types.set(match[1], value);
  }

  function answer(code, otherwise) {
    inner.lastErrorCode = code;
    return otherwise;
  }

  inner[set] = (name, value) => {
    const code = running() ? refusedSet(standardName, inner, name, value, types) : "";
    if (code) return answer(code, "false");
    if (running() && isAside(standardName, inner, name, value, types)) {
      aside.set(name, value);
      return answer("0", "true");
    }
    const answered = tell(name, value);
    if (answered === "true") remember(name, value);
    if (answered === "true" && name === "adl.nav.request") request = value;
    return answered;
  };

  inner[get] = (name) => {
    if (!running()) return ask(name);
    // SCORM 1.2: it began with a highest score of 100 that nobody had set.
    if (/\.score\.max$/.test(name) && !told.has(name) && ask(name) === "100") return answer("0", "");
    if (standardName === "scorm_1.2") return ask(name);
    if (aside.has(name)) return answer("0", aside.get(name));
    // It let nobody read adl.nav.request, and left an older error standing beside "unknown".
    if (name === "adl.nav.request") return answer("0", request);
    const code = refusedGet(inner, name, saved);
    if (code) return answer(code, "");
    inner.lastErrorCode = "0";
    return ask(name);
  };
  return inner;
}
