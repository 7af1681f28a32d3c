// Takes the player's place and gets the platform's port, as any script of a package could.
let port = null;
const told = new Promise((resolve) => {
  addEventListener("message", (event) => {
    if (!event.ports.length) return;
    [port] = event.ports;
    resolve(event.data.state);
  });
});
parent.postMessage({ type: "ready" }, "*");
const flood = { type: "state", unit: "one", sequence: 1, final: false };
async function lie() {
  const state = await told;
  const next = state.sequence + 1;
  const send = (more) => port.postMessage({ ...flood, sequence: next, cmi: {}, ...more });
  port.postMessage(null);
  port.postMessage("state");
  send({ type: "eval" });
  send({ sequence: next + 1 });
  send({ sequence: -1 });
  send({ sequence: "1" });
  send({ unit: "another" });
  send({ unit: undefined });
  send({ final: "yes" });
  send({ cmi: null });
  send({ cmi: ["cmi.core.lesson_status"] });
  send({ cmi: { "cmi.suspend_data": 1 } });
  send({ cmi: { "cmi.suspend_data": { toString: 1 } } });
  send({ cmi: { "<img src=x>": "1" } });
  send({ cmi: { "__proto__.polluted": "1", constructor: "1" } });
  send({ cmi: { "cmi.suspend_data": "x".repeat(1000001) } });
  send({ cmi: { "cmi.core.lesson_location": "the one true message" } });
  return Object.keys(state).sort().join();
}
