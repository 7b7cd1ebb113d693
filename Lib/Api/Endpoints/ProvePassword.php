<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\PasswordProof;

/**
 * Compares a typed password with the stored hash. The journal learns which login it was and whether it matched.
 */
final class ProvePassword implements WriteEndpoint
{
    private const LONGEST_PASSWORD = 255;

    private PasswordProof $proof;

    public function __construct(PasswordProof $proof)
    {
        $this->proof = $proof;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'passwords/prove';
    }

    public function fields(): array
    {
        return ['which', 'password'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $which = $fields->oneOf('which', [LoginKnowledge::WEB, LoginKnowledge::SSH]);
        $typed = $fields->secret('password', self::LONGEST_PASSWORD);
        return function () use ($which, $typed): Written {
            $outcome = $this->proof->prove($which, $typed);
            if ($outcome['state'] === 'too-many-tries') {
                throw Refused::tooManyTries($outcome['waitSeconds']);
            }
            if ($outcome['state'] === 'nothing-to-compare') {
                throw Refused::nothingToCompare();
            }
            $isMatch = $outcome['state'] === 'matched';
            return new Written(
                Answer::json(200, ['matched' => $isMatch]),
                ['which' => $which, 'outcome' => $outcome['state']]
            );
        };
    }
}
