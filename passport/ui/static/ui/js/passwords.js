// A button beside each password that shows and hides what was typed.
for (const box of document.querySelectorAll(".field__password")) {
  const input = box.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "field__toggle";
  button.setAttribute("aria-controls", input.id);
  const draw = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? box.dataset.hide : box.dataset.show;
    button.ariaLabel = shown ? box.dataset.hideLabel : box.dataset.showLabel;
  };
  button.addEventListener("click", () => draw(input.type === "password"));
  input.form?.addEventListener("submit", () => draw(false));
  draw(false);
  box.append(button);
}
