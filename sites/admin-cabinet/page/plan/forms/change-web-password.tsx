/** The new password of the web interface. */
import { changeWebPasswordChoices } from '../../../../checklist/actions/choices/change-web-password.ts';
import { fixOf } from './fix.tsx';
import { PasswordFields } from './password.tsx';

export const ChangeWebPassword = fixOf(changeWebPasswordChoices, (props) => <PasswordFields {...props} which="web" />, {
  typedIn: ({ typed }) => typed,
});
