<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredPasswords;
use Modules\ModuleSecurityChecklist\Lib\Facts\Logins;
use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;

/**
 * The password of the web cabinet, as far as it can be known without knowing it.
 */
final class WebLoginPart implements Part
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
        return 'webLogin';
    }

    public function read(): array
    {
        $login = $this->settings->text('WebAdminLogin');
        return $this->logins->read(LoginKnowledge::WEB, StoredPasswords::WEB, $login);
    }
}
