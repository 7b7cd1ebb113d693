<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\NewPasswords;

/**
 * Judges a new password while it is typed, as the plan is judged that sets it: the dictionary never travels. Changes nothing, and is
 * a write all the same: what is typed belongs into no address, and no other site may ask. The journal learns nothing.
 */
final class JudgePassword implements WriteEndpoint
{
    private const LONGEST_PASSWORD = 255;

    private NewPasswords $passwords;

    public function __construct(NewPasswords $passwords)
    {
        $this->passwords = $passwords;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'passwords/judge';
    }

    public function fields(): array
    {
        return ['which', 'password'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $which = $fields->oneOf('which', [LoginKnowledge::WEB, LoginKnowledge::SSH]);
        // Takes a moment, in which nobody has to wait for the storage.
        $judged = $this->passwords->judge($which, $fields->secret('password', self::LONGEST_PASSWORD));
        return static function () use ($judged): Written {
            return new Written(Answer::json(200, $judged), null);
        };
    }
}
