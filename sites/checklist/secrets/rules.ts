/** Broken rules in words, for findings and for the hints beside a field. */
import { say, type Message } from '../message.ts';
import type { BrokenRule } from './judge.ts';

const WORDS: Readonly<Record<BrokenRule, Message>> = {
  empty: say('secrets.rule.empty'),
  'under-8': say('secrets.rule.under-8'),
  'under-12': say('secrets.rule.under-12'),
  'digits-only': say('secrets.rule.digits-only'),
  upper: say('secrets.rule.upper'),
  lower: say('secrets.rule.lower'),
  digit: say('secrets.rule.digit'),
  special: say('secrets.rule.special'),
  dictionary: say('secrets.rule.dictionary'),
  name: say('secrets.rule.name'),
  number: say('secrets.rule.number'),
  login: say('secrets.rule.login'),
  company: say('secrets.rule.company'),
  date: say('secrets.rule.date'),
  hardware: say('secrets.rule.hardware'),
  shared: say('secrets.rule.shared'),
};

export const rulesInWords = (broken: readonly BrokenRule[]): readonly Message[] => broken.map((rule) => WORDS[rule]);
