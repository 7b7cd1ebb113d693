/** The new password of the web interface. */
import { changeWebPasswordChoices } from '../../../../checklist/actions/choices/change-web-password.ts';
import { say } from '../../../../checklist/message.ts';
import { fixOf } from './fix.tsx';
import { PasswordFields } from './password.tsx';

export default fixOf(
  changeWebPasswordChoices,
  (props) => (
    <PasswordFields
      {...props}
      which="web"
      also={say('page.password.also')}
      because={say('page.password.also.factory')}
    />
  ),
  undefined,
  ({ typed }) => typed,
);
