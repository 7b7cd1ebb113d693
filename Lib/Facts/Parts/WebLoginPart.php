<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Logins;
use Modules\ModuleSecurityChecklist\Lib\Facts\Part;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;

/**
 * The password of the web cabinet, as far as it can be known without knowing it.
 */
final class WebLoginPart implements Part
{
    private Logins $logins;

    public function __construct(Logins $logins)
    {
        $this->logins = $logins;
    }

    public function name(): string
    {
        return 'webLogin';
    }

    public function read(): array
    {
        return $this->logins->read(LoginKnowledge::WEB);
    }
}
