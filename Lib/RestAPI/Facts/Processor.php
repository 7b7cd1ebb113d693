<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\RestAPI\Facts;

use MikoPBX\PBXCoreREST\Lib\PBXApiResult;
use Modules\ModuleSecurityChecklist\Lib\RestAPI\Reading;

/**
 * `GET /pbxcore/api/v3/module-security-checklist/facts`
 */
final class Processor
{
    /**
     * @param array<mixed> $request
     */
    public static function callBack(array $request): PBXApiResult
    {
        return Reading::of('facts', $request);
    }
}
