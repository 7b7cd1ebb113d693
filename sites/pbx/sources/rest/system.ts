/** Part `system`. */
import type { PartData, System } from '../../../checklist/facts/types.ts';
import type { PbxErrorKind } from '../../errors.ts';
import { orNull, Unreadable, type Api } from './api.ts';
import type { Pbx } from './context.ts';
import { ENDPOINTS } from './endpoints.ts';
import { number, object, optional, text } from './shape.ts';
import { isoFromSeconds } from './time.ts';

export async function readSystem(pbx: Pbx): Promise<PartData['system']> {
  const { api } = pbx;
  const release = (await orNull(pbx.releaseCheck()))?.current ?? (await releaseOfSignInPage(api));
  return {
    release,
    name: await pbx.name(),
    now: await readClock(api, release),
    bootedAt: null,
    language: await orNull(api.setting('PBXLanguage')),
    timeZone: await orNull(
      api.read(
        ENDPOINTS.time,
        object((field) => field('PBXTimezone', text)),
      ),
    ),
    container: await readContainer(pbx),
  };
}

/** The sign-in page says it to everybody, on every release. */
async function releaseOfSignInPage(api: Api): Promise<string> {
  const page = await api.signInPage();
  const release = /\bglobalPBXVersion\s*=\s*'([^'<>\n]{1,40})'/.exec(page)?.[1];
  if (release === undefined) throw new Unreadable('missing', 'globalPBXVersion');
  return release;
}

const clock = object((field) => field('timestamp', number));

/** A release without REST v3 is named in the reason: 2024.1.114 is worth knowing even if nothing else can be read. */
async function readClock(api: Api, release: string): Promise<string> {
  try {
    const now = isoFromSeconds(await api.read(ENDPOINTS.clock, clock));
    if (now === null) throw new Unreadable('mistyped', `GET ${ENDPOINTS.clock.path} /timestamp`);
    return now;
  } catch (error) {
    if (!(error instanceof Unreadable) || error.reason !== 'not-supported') throw error;
    throw new Unreadable(error.reason, `MikoPBX ${release}; ${error.detail}`, error.kind);
  }
}

/** Core said that it cannot tell, or does not know the question: then there is no sign of LXC. */
const NO_SIGN: ReadonlySet<PbxErrorKind> = new Set(['rejected', 'not-found', 'server-error'] as const);
const environment = object((field) => field('environment_type', optional(text)));

/** Docker as the firewall's answer says it; LXC as the environment does. Its rights are nothing REST could tell. */
async function readContainer(pbx: Pbx): Promise<System['container']> {
  const { isDocker } = await pbx.firewall();
  if (isDocker) return { kind: 'docker', network: 'unknown', bouncer: null };
  try {
    const kind = await pbx.api.read(ENDPOINTS.environment, environment);
    return kind === 'lxc' ? { kind, managesFirewall: null } : { kind: 'none' };
  } catch (error) {
    if (error instanceof Unreadable && error.kind !== null && NO_SIGN.has(error.kind)) return { kind: 'none' };
    throw error;
  }
}
