<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Guards\OwnOrigin;
use Modules\ModuleSecurityChecklist\Lib\Api\Guards\Person;
use Modules\ModuleSecurityChecklist\Lib\Api\PageTokens;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;

/**
 * What a write has to carry. Only for those who may write, and for no other site.
 */
final class GivePageToken implements ReadEndpoint
{
    private PageTokens $tokens;

    public function __construct(PageTokens $tokens)
    {
        $this->tokens = $tokens;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'page-token';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        foreach ([new Person(), new OwnOrigin()] as $guard) {
            $guard->check($request, $caller);
        }
        return Answer::json(200, ['token' => $this->tokens->make($caller)]);
    }
}
