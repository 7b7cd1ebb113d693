<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Guards;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;

/**
 * Core lets in whatever comes from the PBX itself. A process of it asks for localhost, and says nothing of a page or of
 * somebody else that it asks for: a browser does (`Origin`, `Referer`, `Sec-Fetch-*`), and so does a proxy or tunnel on the
 * PBX, which hands on strangers (`X-Forwarded-*`, `Forwarded`, `Via`, the name that they typed as `Host`).
 */
final class OwnProcess implements Guard
{
    private const LOCAL = '/\A(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?\z/i';

    public function check(Request $request, Caller $caller): void
    {
        if (!$caller->isProcess()) {
            return;
        }
        $host = $request->header('host');
        $isLocal = $host === null || preg_match(self::LOCAL, $host) === 1;
        if (!$isLocal || $request->isOfBrowser() || $request->isForwarded()) {
            throw Refused::notSignedIn();
        }
    }
}
