/** What persons say, in one piece that is loaded with the first dialog. */
export { AnswerDialog, AnswerForm } from './answer.tsx';
export { ProveDialog } from './prove.tsx';
export { RiskDialog } from './risk.tsx';
