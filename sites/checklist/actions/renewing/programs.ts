/** Users of AMI and ARI as whoever renews their secrets has to know them. */
import { LOCALHOST } from '../../exposure/gone-filter.ts';
import type { Parts, SecretFeatures } from '../../facts/types.ts';
import { overdueIn } from '../../secrets/age.ts';
import { isWeak, judgeFeatures, type BrokenRule } from '../../secrets/judge.ts';
import { amiOwner, ariOwner, type Owner } from '../../secrets/owners.ts';
import { attestedIn } from '../attested.ts';
import { releaseOf } from '../preview.ts';
import type { Bar } from './bars.ts';

export interface Program {
  readonly kind: 'ami' | 'ari';
  readonly id: number;
  readonly owner: Owner;
  readonly broken: readonly BrokenRule[];
  readonly isOverdue: boolean;
  /** Modules that seem to sign in with it. */
  readonly modules: readonly string[];
  /** Only what runs on the PBX may use it: a person has to know what that is. */
  readonly isLocal: boolean;
  /** null: it can be renewed. */
  readonly bar: Bar | null;
}

const ID = /^[1-9]\d{0,9}$/;

/** What a module is called without what all of them have: `ModuleAmoCrm` signs in as `amocrm`. */
const bare = (text: string) =>
  text
    .toLowerCase()
    .replace(/^module/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');
const SHORTEST = 3;

/** In the order of the cabinet: AMI, then ARI. Where one of them is off, nobody signs in to it. */
export function programsIn(parts: Parts): readonly Program[] {
  const { ami, ari, secrets, modules } = parts;
  const features = new Map<string, SecretFeatures>(
    secrets.state === 'known' ? secrets.data.map((secret) => [secret.owner, secret.features]) : [],
  );
  const isOverdue = overdueIn(parts, releaseOf(parts), attestedIn(parts));
  const enabled = modules.state === 'known' ? modules.data.filter((one) => one.enabled) : [];
  const modulesOf = (texts: readonly string[]) => {
    const own = new Set(texts.map(bare));
    return enabled.filter(({ id }) => bare(id).length >= SHORTEST && own.has(bare(id))).map(({ name }) => name);
  };
  const program = (
    { kind, id, owner }: { readonly kind: Program['kind']; readonly id: string; readonly owner: Owner },
    named: readonly string[],
    { bar, isLocal }: Pick<Program, 'bar' | 'isLocal'>,
  ): Program => {
    const found = features.get(owner.id);
    const judged = found === undefined ? null : judgeFeatures(found);
    const used = modulesOf(named);
    const barred: Bar | null = !ID.test(id) ? 'odd' : (bar ?? (used.length > 0 ? 'module' : null));
    return {
      kind,
      id: Number(id),
      owner,
      broken: judged !== null && isWeak(judged) ? judged.broken : [],
      isOverdue: isOverdue(owner),
      modules: used,
      isLocal,
      bar: barred,
    };
  };
  return [
    ...(ami.state === 'known' && ami.data.enabled ? ami.data.users : []).map((user) => {
      const of = { kind: 'ami', id: user.id, owner: amiOwner(user) } as const;
      const bar = user.system ? 'system' : null;
      return program(of, [user.username, user.name], { bar, isLocal: user.filterId === LOCALHOST });
    }),
    ...(ari.state === 'known' && ari.data.enabled ? ari.data.users : []).map((user) =>
      program({ kind: 'ari', id: user.id, owner: ariOwner(user) }, [user.username], { bar: null, isLocal: false }),
    ),
  ];
}
