// The page's own elements, which are there from its beginning.

export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}

/** Resolves with what was chosen: "yes", "no", or "" where it was closed. */
export async function answerOf(id: string): Promise<string> {
  const dialog = element(id);
  if (!(dialog instanceof HTMLDialogElement)) throw new Error(`${id} is no dialog`);
  dialog.returnValue = '';
  dialog.showModal();
  await new Promise((resolve) => {
    dialog.addEventListener('close', resolve, { once: true });
  });
  return dialog.returnValue;
}

/** What was typed, which does not stay there. */
export function takeInput(id: string): string {
  const input = element(id);
  if (!(input instanceof HTMLInputElement)) throw new Error(`${id} is no field`);
  const { value } = input;
  input.value = '';
  return value.trim();
}

/** Touched only where it changes, so that who is read to hears it once; nothing is hidden. */
export function showText(id: string, text: string): void {
  const target = element(id);
  if (target.textContent !== text) target.textContent = text;
  if (target.role === 'alert' || id === 'said') target.hidden = text === '';
}
