/** Part `system`. */
import type { PartData, System } from '../../../checklist/facts/types.ts';
import type { PbxErrorKind } from '../../errors.ts';
import { orNull, Unreadable, type Api } from './api.ts';
import type { Pbx } from './context.ts';
import { ENDPOINTS } from './endpoints.ts';
import { flag, number, object, optional, text } from './shape.ts';
import { isoFromSeconds } from './time.ts';

export async function readSystem(pbx: Pbx): Promise<PartData['system']> {
  const { api } = pbx;
  const release = (await orNull(pbx.releaseCheck()))?.current ?? (await releaseOfSignInPage(api));
  return {
    release,
    name: await pbx.name(),
    now: await readClock(api),
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

async function readClock(api: Api): Promise<string> {
  const now = isoFromSeconds(await api.read(ENDPOINTS.clock, clock));
  if (now === null) throw new Unreadable('mistyped', `GET ${ENDPOINTS.clock.path} /timestamp`);
  return now;
}

/** Core said that it cannot tell, or does not know the question: then there is no sign of LXC. */
const NO_SIGN: ReadonlySet<PbxErrorKind> = new Set(['rejected', 'not-found', 'server-error'] as const);
const environment = object((field) => field('environment_type', optional(text)));

const inDocker = object((field) => field('isDocker', flag));

/** Docker as the firewall's (or the network's) answer says it; LXC as the environment does. Its rights are nothing REST could tell. */
async function readContainer(pbx: Pbx): Promise<System['container']> {
  const firewall = await orNull(pbx.firewall());
  const isDocker = firewall?.isDocker ?? (await pbx.api.read(ENDPOINTS.network, inDocker));
  if (isDocker) {
    const seen = firewall?.seesClients === true ? { seesClients: true } : {};
    return { kind: 'docker', network: firewall?.dockerNetwork ?? 'unknown', ...seen, bouncer: null };
  }
  try {
    const kind = await pbx.api.read(ENDPOINTS.environment, environment);
    return kind === 'lxc' ? { kind, managesFirewall: null } : { kind: 'none' };
  } catch (error) {
    if (error instanceof Unreadable && error.error !== null && NO_SIGN.has(error.error.kind)) return { kind: 'none' };
    throw error;
  }
}
