/** Which level, what stays as it is, and who is never banned. */
import { isUntidy } from '../../../../checklist/actions/exempting.ts';
import {
  advisedLevel,
  setFail2banLevelChoices,
  type LevelChoice,
} from '../../../../checklist/actions/choices/set-fail2ban-level.ts';
import { cameFrom } from '../../../../checklist/actions/came-from.ts';
import { modeFor, numbersFor } from '../../../../checklist/actions/set-fail2ban-level.ts';
import { duration } from '../../../../checklist/duration.ts';
import { ownPublicOf } from '../../../../checklist/exposure/facing.ts';
import {
  isExactly,
  LEVEL_NUMBERS,
  LEVELS,
  levelName,
  type BanNumbers,
  type Level,
} from '../../../../checklist/fail2ban/levels.ts';
import { say } from '../../../../checklist/message.ts';
import { parseRelease } from '../../../../checklist/release.ts';
import { usePage } from '../../context.ts';
import { short } from '../../short.ts';
import { fixOf, type FieldsProps } from './fix.tsx';
import { Ours } from './ours.tsx';

export default fixOf(setFail2banLevelChoices, function Fields(props) {
  const { speak } = usePage();
  const { parts, choice, onChoice, person } = props;
  const from = choice.from ?? setFail2banLevelChoices.from(parts, choice, person);
  return (
    <>
      <Levels {...props} />
      <Ours choices={setFail2banLevelChoices} legend={say('page.plan.ours.exempt')} {...props}>
        {cameFrom(parts, person) === null && person.seen === 'direct' && (
          <label>
            <input
              type="checkbox"
              checked={from !== ''}
              onChange={() => onChoice({ ...choice, from: from === '' ? person.address : '' })}
            />{' '}
            {person.address} <small>{speak(say('page.plan.ours.you'))}</small>
          </label>
        )}
      </Ours>
    </>
  );
});

function Levels({ parts, choice, onChoice }: FieldsProps<LevelChoice>) {
  const { speak } = usePage();
  const release = parseRelease(parts.system.state === 'known' ? parts.system.data.release : '');
  const advised = advisedLevel(parts);
  const now = parts.fail2ban.state === 'known' ? parts.fail2ban.data : null;
  const options: readonly (Level | null)[] = advised === null ? [null, ...LEVELS] : LEVELS;
  const isStricterNow =
    now !== null &&
    choice.level !== null &&
    (!isExactly(numbersFor(now, choice.level, true), choice.level) ||
      modeFor(now, choice.level, true) !== modeFor(now, choice.level));
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.level'))}</legend>
      {options.map((level) => (
        <label key={level}>
          <input
            type="radio"
            name="mscl-level"
            checked={choice.level === level}
            onChange={() => onChoice({ ...choice, level })}
          />{' '}
          {speak(level === null ? say('page.plan.level.same') : levelName(level, release))}{' '}
          <small>{speak(numbersLine(level === null ? (now ?? LEVEL_NUMBERS.normal) : LEVEL_NUMBERS[level]))}</small>
          {level === advised && <small> · {speak(say('page.plan.level.advised'))}</small>}
        </label>
      ))}
      {isStricterNow && (
        <label>
          <input
            type="checkbox"
            checked={choice.keepsStricter}
            onChange={() => onChoice({ ...choice, keepsStricter: !choice.keepsStricter })}
          />{' '}
          {speak(say('page.plan.level.keep'))} <small>{speak(numbersLine(now))}</small>
        </label>
      )}
      {now !== null && isUntidy(now, release, ownPublicOf(parts.network)) && (
        <label>
          <input
            type="checkbox"
            checked={choice.tidies}
            onChange={() => onChoice({ ...choice, tidies: !choice.tidies })}
          />{' '}
          {speak(say('page.plan.tidy'))} <small>{now.whitelist.map(short).join(' ')}</small>
        </label>
      )}
    </fieldset>
  );
}

const numbersLine = ({ maxretry, findtime, bantime }: BanNumbers) =>
  say('page.plan.level.numbers', { attempts: maxretry, time: duration(findtime), ban: duration(bantime) });
