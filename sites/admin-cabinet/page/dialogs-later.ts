/** The dialogs of the page and its history, loaded when one is opened; and the picture, which comes after the list. */
import { later } from './later.tsx';

const dialogs = () => import('./dialogs.ts');

export const AnswerDialog = later(async () => (await dialogs()).AnswerDialog);
export const AnswerForm = later(async () => (await dialogs()).AnswerForm);
export const Journal = later(async () => (await import('./plan/journal.tsx')).Journal);
export const LetterDialog = later(async () => (await dialogs()).LetterDialog);
export const OutDialog = later(async () => (await dialogs()).OutDialog);
export const ProveDialog = later(async () => (await dialogs()).ProveDialog);
export const RiskDialog = later(async () => (await dialogs()).RiskDialog);

export const Who = later(async () => (await import('./who.tsx')).Who);
