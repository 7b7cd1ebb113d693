<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\AuthorizedKeys;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\Logins;
use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;

/**
 * SSH: whether passwords open it, which, and the keys that do.
 */
final class SshPart implements Part
{
    private Settings $settings;
    private Logins $logins;

    public function __construct(Settings $settings, Logins $logins)
    {
        $this->settings = $settings;
        $this->logins = $logins;
    }

    public function name(): string
    {
        return 'ssh';
    }

    public function read(): array
    {
        return [
            'passwordLogins' => !$this->settings->isOn('SSHDisablePasswordLogins'),
            'password' => $this->password(),
            'authorizedKeys' => AuthorizedKeys::in($this->settings->text('SSHAuthorizedKeys')),
        ];
    }

    /**
     * @return array<string, mixed>|null null: could not be judged; the rest of the part stands
     */
    private function password(): ?array
    {
        try {
            return $this->logins->read(LoginKnowledge::SSH);
        } catch (CannotRead $broken) {
            return null;
        }
    }
}
