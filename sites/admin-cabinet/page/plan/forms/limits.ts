/** The dialogs of the actions that limit programs: one piece, loaded with the first of them. */
export { RestrictAmiAri } from './limits/programs.tsx';
export { RestrictApiKeys } from './limits/keys.tsx';
