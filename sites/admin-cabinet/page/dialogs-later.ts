/** The dialogs of the page and its history, loaded when one is opened. */
import { later } from './later.tsx';

const dialogs = () => import('./dialogs.ts');

export const AnswerDialog = later(async () => (await dialogs()).AnswerDialog);
export const AnswerForm = later(async () => (await dialogs()).AnswerForm);
export const Journal = later(async () => (await dialogs()).Journal);
export const OutDialog = later(async () => (await dialogs()).OutDialog);
export const ProveDialog = later(async () => (await dialogs()).ProveDialog);
export const RiskDialog = later(async () => (await dialogs()).RiskDialog);
