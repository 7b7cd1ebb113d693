<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Guards;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Api\PageTokens;

/**
 * The write carries the token that our page was given.
 */
final class OwnPage implements Guard
{
    private PageTokens $tokens;

    public function __construct(PageTokens $tokens)
    {
        $this->tokens = $tokens;
    }

    public function check(Request $request, Caller $caller): void
    {
        if (!$this->tokens->fits($caller, $request->header('x-security-checklist') ?? '')) {
            throw Refused::noPageToken();
        }
    }
}
