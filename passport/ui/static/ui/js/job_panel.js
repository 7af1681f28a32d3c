// Looks at a job every two seconds, later every ten, and shows how far it is. At its end the page
// is loaded again, because then it shows something else.
const holder = document.querySelector("[data-job]");
const FAST_MS = 2000;
const SLOW_MS = 10000;
const FAST_LOOKS = 15;
let looks = 0;

// The panel stays, so that its status line is read out when it changes.
function show(panel) {
  const shown = holder.querySelector(".job-panel");
  const status = shown.querySelector("[role=status]");
  const text = panel.querySelector("[role=status]").textContent;
  if (status.textContent !== text) status.textContent = text;
  shown.querySelector("h2").replaceWith(panel.querySelector("h2"));
  while (status.nextSibling) status.nextSibling.remove();
  status.after(...panel.querySelectorAll("[role=status] ~ *"));
  shown.dataset.status = panel.dataset.status;
}

async function look() {
  looks += 1;
  try {
    const response = await fetch(holder.dataset.job, { headers: { "HX-Request": "true" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const panel = page.querySelector(".job-panel");
    if (!panel || ["done", "failed"].includes(panel.dataset.status)) return location.reload();
    if (holder.querySelector(".job-panel")) show(panel);
  } catch {
    // No connection: the next look may have one.
  }
  wait();
}

function wait() {
  setTimeout(look, looks < FAST_LOOKS ? FAST_MS : SLOW_MS);
}

if (holder && !holder.querySelector("[data-status=failed]")) wait();
