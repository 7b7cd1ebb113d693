/** To the clipboard. */

/** Without https the clipboard is closed to pages, and the person copies what is selected. */
export async function copied(area: HTMLTextAreaElement | HTMLInputElement): Promise<boolean> {
  area.select();
  if (!window.isSecureContext) return false;
  return navigator.clipboard.writeText(area.value).then(
    () => true,
    () => false,
  );
}
