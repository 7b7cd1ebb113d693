/** The dialogs of the page, loaded when one is opened. */
import { later } from './later.tsx';

const dialogs = () => import('./dialogs.ts');

export const AnswerDialog = later(async () => (await dialogs()).AnswerDialog);
export const AnswerForm = later(async () => (await dialogs()).AnswerForm);
export const ProveDialog = later(async () => (await dialogs()).ProveDialog);
export const RiskDialog = later(async () => (await dialogs()).RiskDialog);
export const OutDialog = later(async () => (await import('./out.tsx')).OutDialog);
