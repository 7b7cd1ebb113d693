<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Guards;

use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;

/**
 * A guard whose refusals are worth knowing: somebody else may be using an administrator's browser. Of each kind the journal
 * takes one a minute, so that nobody can flood it.
 */
final class Told implements Guard
{
    private Guard $guard;
    private Journal $journal;

    public function __construct(Guard $guard, Journal $journal)
    {
        $this->guard = $guard;
        $this->journal = $journal;
    }

    public function check(Request $request, Caller $caller): void
    {
        try {
            $this->guard->check($request, $caller);
        } catch (Refused $refused) {
            $this->tell($request, $caller, 'refused/' . $refused->error());
            throw $refused;
        }
    }

    /**
     * A journal that cannot be written must not change the answer.
     */
    private function tell(Request $request, Caller $caller, string $action): void
    {
        $details = ['resource' => $request->resource()];
        try {
            $this->journal->addOnceAMinute($caller->name(), $caller->address(), $action, $details);
        } catch (CannotStore $untold) {
            return;
        }
    }
}
