<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Ports\Guesses;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;

/**
 * Asks for likely passwords to be tried against a stored hash.
 */
final class StartGuessing implements WriteEndpoint
{
    private Guesses $guesses;

    public function __construct(Guesses $guesses)
    {
        $this->guesses = $guesses;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'guesses/start';
    }

    public function fields(): array
    {
        return ['which'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $which = $fields->oneOf('which', [LoginKnowledge::WEB, LoginKnowledge::SSH]);
        return function () use ($which): Written {
            return new Written(Answer::json(202, $this->guesses->start($which)), ['which' => $which]);
        };
    }
}
