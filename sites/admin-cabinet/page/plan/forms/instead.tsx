/** The other way for the same login, from its dialog. */
import { say } from '../../../../checklist/message.ts';
import { Button } from '../../parts.tsx';
import type { FieldsProps } from './fix.tsx';

export function Instead({
  action,
  onInstead,
}: { readonly action: 'ssh-keys-only' | 'change-ssh-password' } & Pick<FieldsProps<never>, 'onInstead'>) {
  return (
    <p class="mscl-actions">
      <Button
        icon="exchange alternate"
        small
        says={say(`page.password.instead.${action}`)}
        onClick={() => onInstead(action)}
      />
    </p>
  );
}
