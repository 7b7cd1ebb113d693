/**
 * What somebody types who has no key that works, in the language of the page (`actions.keys-only.console.words`). The PBX compares it
 * once more (Lib/Plan/Steps/KeysOnly.php).
 */
export const CONSOLE_WORDS = ['I have console access', 'У меня есть доступ к консоли'] as const;
export type ConsoleWords = (typeof CONSOLE_WORDS)[number];

/** '': something else was typed. */
export const consoleWordsIn = (typed: string): ConsoleWords | '' =>
  CONSOLE_WORDS.find((words) => words === typed.trim()) ?? '';
