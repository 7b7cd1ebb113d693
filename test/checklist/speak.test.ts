import { describe, expect, it } from 'vitest';
import { duration } from '../../sites/checklist/duration.ts';
import { say } from '../../sites/checklist/message.ts';
import { speaker } from '../../sites/checklist/speak.ts';
import { LOCALES } from '../../sites/locales/index.ts';

const [en, ru] = [speaker(LOCALES.en), speaker(LOCALES.ru)];

describe('a word beside a number', () => {
  it.each([
    [1, '1 rule', '1 правило'],
    [2, '2 rules', '2 правила'],
    [5, '5 rules', '5 правил'],
    [0, '0 rules', '0 правил'],
    [11, '11 rules', '11 правил'],
    [21, '21 rules', '21 правило'],
    [104, '104 rules', '104 правила'],
    [1112, '1112 rules', '1112 правил'],
  ])('%d', (count, english, russian) => {
    const message = say('checks.firewall-enabled.pass', { count });
    expect(en(message)).toContain(`${english}.`);
    expect(ru(message)).toContain(`${russian}.`);
  });
});

describe('a length of time', () => {
  it.each([
    [604_800, '7 days', '7 дней'],
    [86_400, '1 day', '1 день'],
    [10_800, '3 hours', '3 часа'],
    [600, '10 minutes', '10 минут'],
    [90, '90 seconds', '90 секунд'],
    [-1, 'for ever', 'навсегда'],
  ])('%d s', (seconds, english, russian) => {
    expect(en(duration(seconds))).toBe(english);
    expect(ru(duration(seconds))).toBe(russian);
  });
});
