<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Traces\Kinds;
use Modules\ModuleSecurityChecklist\Lib\Traces\TracesDesk;

/**
 * A person says that something is theirs, or takes that back. Something else in its place is not.
 */
final class AcceptTrace implements WriteEndpoint
{
    private const HASH = '/\A[0-9a-f]{16}\z/';

    private TracesDesk $desk;

    public function __construct(TracesDesk $desk)
    {
        $this->desk = $desk;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'traces/fine';
    }

    public function fields(): array
    {
        return ['kind', 'id', 'print', 'fine'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $kind = $fields->oneOf('kind', Kinds::ALL);
        $id = $fields->text('id', self::HASH);
        $print = $fields->text('print', self::HASH);
        $isFine = $fields->truth('fine');
        return function () use ($kind, $id, $print, $isFine, $caller): Written {
            $isDone = $this->desk->accept($kind, $id, $print, $isFine ? $caller->name() : null);
            return new Written(Answer::json(200, ['done' => $isDone]), $isDone ? ['kind' => $kind, 'id' => $id, 'fine' => $isFine] : null);
        };
    }
}
