<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Guards\OwnOrigin;
use Modules\ModuleSecurityChecklist\Lib\Api\Guards\Person;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Plan\Seen;
use Modules\ModuleSecurityChecklist\Lib\Plan\Surroundings;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;

/**
 * What a plan is begun and confirmed with, the key to the door, and the person as the PBX sees them. Only for those who may write, and for no other site.
 */
final class GivePlanNonce implements ReadEndpoint
{
    private PlanNonces $nonces;
    private Surroundings $surroundings;

    public function __construct(PlanNonces $nonces, Surroundings $surroundings)
    {
        $this->nonces = $nonces;
        $this->surroundings = $surroundings;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'plans/nonce';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        foreach ([new Person(), new OwnOrigin()] as $guard) {
            $guard->check($request, $caller);
        }
        $asked = $caller->asked();
        return Answer::json(200, $this->nonces->give($caller->name(), $asked->login(), $asked->arrival()->connection()) + [
            'seconds' => PlanNonces::SECONDS,
            'address' => $asked->address(),
            'seen' => Seen::as($asked, $this->surroundings),
            'signsIn' => $asked->arrival()->signedInAt() !== null,
        ]);
    }
}
