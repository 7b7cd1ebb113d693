<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Store\JournalChain;

/**
 * Whether the journal is as it was written.
 */
final class VerifyJournal implements ReadEndpoint
{
    private JournalChain $chain;

    public function __construct(JournalChain $chain)
    {
        $this->chain = $chain;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'journal/verify';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        return Answer::json(200, $this->chain->verify());
    }
}
