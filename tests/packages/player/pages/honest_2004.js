const api = find("API_1484_11");
const begun = api.Initialize("");
const said = document.querySelector("#said");
said.textContent = JSON.stringify([begun, api.GetValue("cmi.suspend_data"), api.GetValue("cmi.location")]);
function turn(page) {
  api.SetValue("cmi.location", page);
  api.SetValue("cmi.suspend_data", "page=" + page);
  api.SetValue("cmi.completion_status", "incomplete");
}
function finish() {
  api.SetValue("cmi.exit", "suspend");
  api.SetValue("cmi.session_time", "PT9S");
  return api.Terminate("");
}
