<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Patch\Output;
use Modules\ModuleSecurityChecklist\Lib\Patch\Script;
use Modules\ModuleSecurityChecklist\Lib\Patch\Trouble;

/**
 * Gives a script to the shell.
 */
interface ScriptRunner
{
    public const EXIT = 'exit';
    public const TIMEOUT = 'timeout';
    public const SIGNAL = 'signal';

    /**
     * Whether the shell can read it to its end; nothing of it is run.
     *
     * @throws Trouble
     */
    public function isWhole(Script $script): bool;

    /**
     * @param list<string>           $words what it is told
     * @param Closure(Output): void $heard called several times a second, with everything so far
     *
     * @return array{ended: self::*, exit: int|null}
     *
     * @throws Trouble when it could not be started
     */
    public function run(Script $script, array $words, Closure $heard): array;
}
