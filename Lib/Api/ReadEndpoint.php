<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;

/**
 * Shows something and changes nothing.
 */
interface ReadEndpoint extends Endpoint
{
    /**
     * @throws Refused
     * @throws CannotRead
     * @throws CannotStore
     */
    public function answer(Request $request, Caller $caller): Answer;
}
