// Around the passkeys of the sign-in library: say when one did not work, and let the hidden field
// of the passkey's form follow the checkbox "This is a shared computer" of the password's form.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const text of document.querySelectorAll("[data-passkey-error]")) text.hidden = false;
});

for (const hidden of document.querySelectorAll("input[data-follows]")) {
  const checkbox = document.getElementById(hidden.dataset.follows);
  const follow = () => { hidden.value = checkbox.checked ? "on" : ""; };
  checkbox?.addEventListener("change", follow);
  if (checkbox) follow();
}
