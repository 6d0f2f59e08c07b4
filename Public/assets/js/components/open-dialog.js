// Dialogs: shown above the page, gone when closed, with the focus back where it was.

/** Shows a dialog; `[data-cancel]` in it closes it. `fallback` names what gets the focus when the opener is gone. */
export function openDialog(dialog, fallback) {
  const opener = document.activeElement;
  dialog.querySelector("[data-cancel]")?.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    const again = opener?.isConnected ? opener : document.querySelector(fallback ?? "main");
    again?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}
