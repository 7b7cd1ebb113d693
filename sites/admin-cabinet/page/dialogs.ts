/** All that opens over the page: one piece, loaded with the first of them. */
export { AnswerDialog, AnswerForm } from './answer.tsx';
export { OutDialog } from './out.tsx';
export { LetterDialog } from './letter.tsx';
export { ProveDialog } from './prove.tsx';
export { RiskDialog } from './risk.tsx';
