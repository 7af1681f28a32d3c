// The passkey's form is another one than the password's: let its hidden field follow the checkbox.
for (const hidden of document.querySelectorAll("input[data-follows]")) {
  const checkbox = document.getElementById(hidden.dataset.follows);
  const follow = () => { hidden.value = checkbox.checked ? "on" : ""; };
  checkbox?.addEventListener("change", follow);
  if (checkbox) follow();
}
