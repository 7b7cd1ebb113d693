<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\RestAPI\LastJudged;

use MikoPBX\PBXCoreREST\Lib\PBXApiResult;
use Modules\ModuleSecurityChecklist\Lib\RestAPI\Reading;

/**
 * `GET /pbxcore/api/v3/module-security-checklist/last-judged`
 */
final class Processor
{
    /**
     * @param array<mixed> $request
     */
    public static function callBack(array $request): PBXApiResult
    {
        return Reading::of('last-judged', $request);
    }
}
