/**
 * What each security mode does to whoever asks the web server (nginx, before PHP). It changes no ban: those are by the
 * numbers of the level, in every mode.
 */
import { duration } from '../duration.ts';
import { SECURITY_MODES, type SecurityMode } from '../facts/security-modes.ts';
import type { PartData } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import type { Level } from './levels.ts';

export type { SecurityMode };

export interface Limits {
  /** A minute, from one address. */
  readonly pages: number;
  readonly requests: number;
  /** Seconds that an address is shut out at first; twice as long each time, an hour at most. */
  readonly block: number;
}
export const LIMITS: Readonly<Record<SecurityMode, Limits>> = {
  relaxed: { pages: 360, requests: 800, block: 60 },
  balanced: { pages: 240, requests: 500, block: 120 },
  strict: { pages: 180, requests: 300, block: 300 },
  paranoid: { pages: 90, requests: 180, block: 600 },
};

/** As Core's page sets them: one slider for both. */
export const MODE_OF: Readonly<Record<Level, SecurityMode>> = {
  weak: 'relaxed',
  normal: 'balanced',
  strong: 'strict',
  paranoid: 'paranoid',
};

/** Known by the level that it is set with: its own name stands on no page. */
export const MODE_NAMES: Readonly<Record<SecurityMode, Message>> = {
  relaxed: say('fail2ban.level.weak'),
  balanced: say('fail2ban.level.normal'),
  strict: say('fail2ban.level.enhanced'),
  paranoid: say('fail2ban.level.paranoid'),
};

/** null: the release has none, or it could not be read. */
export function modeOf({ securityMode }: Pick<PartData['fail2ban'], 'securityMode'>): SecurityMode | null {
  return typeof securityMode === 'string' ? securityMode : null;
}

export const isStricterMode = (mode: SecurityMode, than: SecurityMode): boolean =>
  SECURITY_MODES.indexOf(mode) > SECURITY_MODES.indexOf(than);

/** What it does, in a line. */
export function modeLine(mode: SecurityMode): Message {
  const { pages, requests, block } = LIMITS[mode];
  const line = say('fail2ban.mode', { level: MODE_NAMES[mode], pages, requests, block: duration(block) });
  return mode === 'relaxed' ? say('fail2ban.mode.unfiltered', { mode: line }) : line;
}
