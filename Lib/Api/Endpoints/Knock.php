<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;

/**
 * The web server asks whether a WebSocket may open at the door (Lib/Core/Plans/Locations): a browser makes one over a
 * connection of its own, whatever the others share. From outside it cannot be asked.
 */
final class Knock implements ReadEndpoint
{
    private const ADDRESS = '/\A[0-9A-Fa-f:.]{2,45}\z/';

    private PlanNonces $nonces;

    public function __construct(PlanNonces $nonces)
    {
        $this->nonces = $nonces;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'plans/knock';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        $connection = $caller->asked()->arrival()->connection();
        $door = (string) $request->query('door');
        $from = (string) $request->query('from');
        $isMeant = $caller->isProcess() && $connection !== null
            && preg_match(PlanNonces::FORM, $door) === 1 && preg_match(self::ADDRESS, $from) === 1;
        if (!$isMeant || !$this->nonces->knock($door, $connection, $from)) {
            throw Refused::unknownAction();
        }
        return Answer::json(200, ['result' => true]);
    }
}
