/**
 * Letters of the day of a break-in (guide: Notify Your Telephony Provider; Report the Incident to the Relevant Authorities): what the PBX knows
 * is filled in, what only a person knows is a blank. They say what was seen, and accuse nobody.
 */
import { attestedIn } from '../actions/attested.ts';
import { inUse, isOwn } from '../billed.ts';
import type { JudgedCalls } from '../calls/judge.ts';
import { authorityOf, type Authority } from '../data/authorities.ts';
import type { Parts, Provider } from '../facts/types.ts';
import type { Letter } from '../letters/letter.ts';
import { say, type Message } from '../message.ts';
import { EVIDENCE_SAVED } from '../path/evidence.ts';
import { localNow, type Incident } from './incident.ts';

export interface LettersScene {
  readonly parts: Parts;
  readonly readAt: string;
  readonly incident: Incident;
  /** What was found in the calls of these days; null: nobody looked yet, or it is forgotten. */
  readonly calls: JudgedCalls | null;
  /** Where this PBX stands; null: not known. */
  readonly home: string | null;
}

export interface BreakInLetter extends Letter {
  readonly id: string;
  /** Only in a letter to authorities. */
  readonly authority: Authority | null;
}

export function breakInLetters(scene: LettersScene): readonly BreakInLetter[] {
  return [...providersOf(scene).map((provider) => toProvider(provider, scene)), toAuthorities(scene)];
}

/** Everybody who sends a bill; nobody, where they could not be read: then a letter with a blank for the name. */
function providersOf({ parts }: LettersScene): readonly (Provider | null)[] {
  const { providers } = parts;
  if (providers.state === 'unknown') return [null];
  const attested = attestedIn(parts);
  return inUse(providers.data).filter((provider) => !isOwn(provider, attested));
}

const BLANK = '____________';

function toProvider(provider: Provider | null, scene: LettersScene): BreakInLetter {
  const name = provider === null ? BLANK : provider.name === '' ? provider.host : provider.name;
  return {
    id: `provider-${provider?.id ?? ''}`,
    to: name,
    authority: null,
    subject: say('letters.break-in.provider.subject'),
    paragraphs: [
      say('letters.provider.greeting', { name }),
      say('letters.break-in.provider.about', { host: provider === null ? BLANK : provider.host }),
      when(scene),
      ...callsIn(scene, provider?.id ?? null),
      say('letters.break-in.provider.ask'),
      say('letters.break-in.provider.block'),
      say('letters.break-in.provider.password'),
      say('letters.break-in.provider.records', { from: scene.incident.since.replace('T', ' ') }),
      say('letters.break-in.provider.hold'),
      say('letters.break-in.provider.confirm'),
      ...evidenceOf(scene),
      say('letters.end'),
    ],
  };
}

function toAuthorities(scene: LettersScene): BreakInLetter {
  const authority = authorityOf(scene.home);
  const { system, providers } = scene.parts;
  const hosts = providers.state === 'known' ? [...new Set(inUse(providers.data).map(({ host }) => host))] : [];
  const release = system.state === 'known' ? system.data.release : BLANK;
  return {
    id: 'authority',
    to: authority?.name ?? '',
    authority,
    subject: say('letters.break-in.authority.subject'),
    paragraphs: [
      say('letters.provider.greeting', { name: authority?.name ?? BLANK }),
      say('letters.break-in.authority.about', { release }),
      when(scene),
      say('letters.break-in.authority.unknowing'),
      ...callsIn(scene, null),
      hosts.length === 0
        ? say('letters.break-in.authority.providers.blank')
        : say('letters.break-in.authority.providers', { hosts }),
      say('letters.break-in.authority.damage'),
      say('letters.break-in.authority.evidence'),
      ...evidenceOf(scene),
      say('letters.break-in.authority.confirm'),
      say('letters.end'),
    ],
  };
}

function when({ parts, readAt, incident }: LettersScene): Message {
  const { system } = parts;
  const zone = system.state === 'known' ? (system.data.timeZone ?? '') : '';
  return say('letters.break-in.when', {
    from: incident.since.replace('T', ' '),
    to: localNow({ parts, readAt }).replace('T', ' '),
    zone: zone === '' ? BLANK : zone,
  });
}

/** Calls that are unlike before, by account, over one provider or all. */
function callsIn({ calls }: LettersScene, provider: string | null): readonly Message[] {
  if (calls === null) return [say('letters.break-in.calls.blank')];
  const accounts = calls.accounts.flatMap(({ calls: { account }, numbers, says }) => {
    const marked = numbers.filter((number) => number.isMarked && (provider === null || number.provider === provider));
    return marked.length === 0 ? [] : [{ account, marked, says }];
  });
  if (accounts.length === 0) return [say('letters.break-in.calls.none')];
  const all = accounts.flatMap(({ marked }) => marked);
  return [
    say('letters.break-in.calls', {
      calls: all.reduce((sum, number) => sum + number.calls, 0),
      minutes: Math.ceil(all.reduce((sum, { seconds }) => sum + seconds, 0) / 60),
    }),
    ...accounts.flatMap(({ account, says }) =>
      says.map((what) => say('letters.break-in.calls.account', { account, what })),
    ),
  ];
}

/** The hash proves later that nothing was changed in it. */
function evidenceOf({ parts: { attestations }, incident: { from } }: LettersScene): readonly Message[] {
  const saved = attestations.state === 'known' ? attestations.data : [];
  const given = saved.find(
    ({ item, answer, at }) => item === EVIDENCE_SAVED && answer === 'saved' && Date.parse(at) >= from,
  );
  if (given === undefined) return [];
  const at = given.at.slice(0, 16).replace('T', ' ');
  const sha256 = /\b[0-9a-f]{64}\b/.exec(given.note)?.[0];
  return [
    sha256 === undefined
      ? say('letters.break-in.evidence', { at })
      : say('letters.break-in.evidence.hash', { at, sha256 }),
  ];
}
