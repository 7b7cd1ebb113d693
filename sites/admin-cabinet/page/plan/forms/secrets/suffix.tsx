/** What login names end in: typed or proposed, with the login of every extension as it will be. */
import { useMemo } from 'preact/hooks';
import { renewablesIn } from '../../../../../checklist/actions/renewing/accounts.ts';
import { proposedSuffix } from '../../../../../checklist/actions/renewing/suffix.ts';
import type { Parts } from '../../../../../checklist/facts/types.ts';
import { say } from '../../../../../checklist/message.ts';
import { usePage } from '../../../context.ts';
import { Button } from '../../../parts.tsx';
import { Fold, SOME } from '../../fold.tsx';

/** Each as likely as any other. */
function random(below: number): number {
  const most = Math.floor(256 / below) * below;
  for (;;) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < most) return byte % below;
  }
}

export const proposed = (parts: Parts): string => proposedSuffix(parts, random);

interface SuffixProps {
  readonly parts: Parts;
  readonly suffix: string;
  readonly onSuffix: (suffix: string) => void;
}

export function Suffix({ parts, suffix, onSuffix }: SuffixProps) {
  const { speak } = usePage();
  const all = useMemo(() => renewablesIn(parts), [parts]);
  const following = all.filter(({ hasOwnName }) => !hasOwnName);
  const own = all.length - following.length;
  const now = parts.sip.state === 'known' ? (parts.sip.data.authSuffix ?? '') : '';
  const line = (number: string) => (
    <li key={number}>{speak(say('page.plan.renew.login', { from: `${number}${now}`, to: `${number}${suffix}` }))}</li>
  );
  return (
    <>
      <div class="mscl-add">
        <label class="field">
          <span>{speak(say('page.plan.renew.suffix'))}</span>
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            maxLength={32}
            value={suffix}
            onInput={(event) => onSuffix(event.currentTarget.value.trim())}
          />
        </label>
        <Button icon="random" says={say('page.plan.renew.propose')} onClick={() => onSuffix(proposed(parts))} />
      </div>
      {suffix !== '' && (
        <ul class="mscl-plain mscl-columns">{following.slice(0, SOME).map(({ number }) => line(number))}</ul>
      )}
      {suffix !== '' && following.length > SOME && (
        <Fold says={say('page.plan.more', { count: following.length - SOME })}>
          {() => <ul class="mscl-plain mscl-columns">{following.slice(SOME).map(({ number }) => line(number))}</ul>}
        </Fold>
      )}
      {own > 0 && <p class="mscl-soft">{speak(say('page.plan.renew.own', { count: own }))}</p>}
    </>
  );
}
