/** The new password of SSH; better still is none at all. */
import { changeSshPasswordChoices } from '../../../../checklist/actions/choices/change-ssh-password.ts';
import { fixOf } from './fix.tsx';
import { Instead } from './instead.tsx';
import { PasswordFields } from './password.tsx';

export const ChangeSshPassword = fixOf(
  changeSshPasswordChoices,
  (props) => (
    <>
      <PasswordFields {...props} which="ssh" />
      <Instead action="ssh-keys-only" onInstead={props.onInstead} />
    </>
  ),
  { typedIn: ({ typed }) => typed },
);
