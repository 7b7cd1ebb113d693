/** What a person chooses in the dialog; what is suggested to them is decided by the checklist, as for its report. */
export {
  advisedLevel,
  firstChoice,
  planFor,
  suggestedFrom,
  suggestedOurs,
  suggestionsFor,
  type Choice,
} from '../../../checklist/actions/choices.ts';
