// Runs conformance cases against a run-time API; answers with what each call returned.
"use strict";

const NAMES = {
  "scorm_1.2": {
    Initialize: "LMSInitialize", Finish: "LMSFinish", Get: "LMSGetValue", Set: "LMSSetValue",
    Commit: "LMSCommit", LastError: "LMSGetLastError", ErrorString: "LMSGetErrorString",
    Diagnostic: "LMSGetDiagnostic",
  },
  "scorm_2004": {
    Initialize: "Initialize", Finish: "Terminate", Get: "GetValue", Set: "SetValue",
    Commit: "Commit", LastError: "GetLastError", ErrorString: "GetErrorString",
    Diagnostic: "GetDiagnostic",
  },
};

// The null result: keeps whatever it is told and never objects.
function dumbStore(standard, given) {
  const kept = { ...given };
  const names = NAMES[standard];
  return {
    api: {
      version: "",
      [names.Initialize]: () => "true",
      [names.Finish]: () => "true",
      [names.Commit]: () => "true",
      [names.Get]: (element) => kept[element] ?? "",
      [names.Set]: (element, value) => { kept[element] = value; return "true"; },
      [names.LastError]: () => "0",
      [names.ErrorString]: () => "",
      [names.Diagnostic]: () => "",
    },
    kept: () => kept,
  };
}

function runCalls(standard, api, calls) {
  const names = NAMES[standard];
  return calls.map(([name, values]) => {
    let returned;
    try {
      returned = name === "Version" ? api.version : api[names[name]](...values);
    } catch (error) {
      returned = `threw ${error}`;
    }
    const isText = typeof returned === "string";
    return [isText ? returned : `${typeof returned} ${returned}`, String(api[names.LastError]())];
  });
}

window.runCases = (standard, player, cases) => {
  const make = player === "dumb" ? dumbStore : window.realPlayer;
  return cases.map(({ given, calls }) => runCalls(standard, make(standard, given).api, calls));
};

window.runSession = (standard, player, given, calls) => {
  const session = (player === "dumb" ? dumbStore : window.realPlayer)(standard, given);
  const answers = runCalls(standard, session.api, calls);
  return { answers, kept: session.kept() };
};
