// Keeps the screen awake while a code is shown, and looks again when the code has ended.

const sheet = document.querySelector("[data-ends-at]");

async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // Battery low or page hidden: the screen may sleep, the code lives on.
  }
}

if (sheet) {
  stayAwake();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") stayAwake();
  });
  const left = new Date(sheet.dataset.endsAt) - Date.now();
  if (left > 0) setTimeout(() => location.reload(), left + 1000);
}
