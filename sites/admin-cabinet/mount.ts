/** Id of the element that the checklist page is shown in (App/Views). */
export const MOUNT = 'module-security-checklist';
