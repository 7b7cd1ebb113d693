/** Part `updates`, and the release itself, from Core's question to its release server. */
import type { PartData } from '../../../checklist/facts/types.ts';
import { orNull, Unreadable, type Api } from './api.ts';
import type { Pbx } from './context.ts';
import { ENDPOINTS } from './endpoints.ts';
import { flag, object, optional, text } from './shape.ts';
import { isoFromLocal } from './time.ts';

export interface ReleaseCheck {
  readonly current: string;
  readonly latest: string;
  readonly checkedAt: string | null;
}

const answer = object((field) => ({
  current: field('currentVersion', text),
  newer: field('newVersionAvailable', flag),
  latest: field('latestVersion', optional(text)),
  checked: field('lastCheck', optional(text)) ?? '',
}));

export async function readReleaseCheck(api: Api): Promise<ReleaseCheck> {
  const { current, newer, latest, checked } = await api.read(ENDPOINTS.release, answer);
  return {
    current,
    latest: newer && latest !== null ? latest : current,
    checkedAt: isoFromLocal(checked, api.offset()),
  };
}

export async function readUpdates(pbx: Pbx): Promise<PartData['updates']> {
  const warnings = (await orNull(pbx.advice()))?.warnings ?? null;
  const warned = warnings === null ? {} : { warnings };
  try {
    const { latest, checkedAt } = await pbx.releaseCheck();
    return { latest, checkedAt, ...warned };
  } catch (error) {
    // 500 "Network error while checking for updates": the PBX is offline, and the contract has words for that.
    if (error instanceof Unreadable && error.error?.kind === 'server-error') {
      return { latest: null, checkedAt: null, ...warned };
    }
    throw error;
  }
}
