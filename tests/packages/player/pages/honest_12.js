const api = find("API");
const begun = api.LMSInitialize("");
const said = document.querySelector("#said");
said.textContent = JSON.stringify([begun, api.LMSGetValue("cmi.suspend_data"), api.LMSGetValue("cmi.core.lesson_location")]);
function turn(page) {
  api.LMSSetValue("cmi.core.lesson_location", page);
  api.LMSSetValue("cmi.suspend_data", "page=" + page);
  api.LMSSetValue("cmi.core.lesson_status", "incomplete");
}
function finish() {
  api.LMSSetValue("cmi.core.exit", "suspend");
  api.LMSSetValue("cmi.core.session_time", "00:00:09");
  return api.LMSFinish("");
}
