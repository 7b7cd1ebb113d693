<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Commands;

/**
 * Programs that print what they are told to, by `program argument argument`.
 */
final class FakeCommands implements Commands
{
    /** @var array<string, list<string>|CannotRead> */
    public array $prints = [];

    public function run(string $program, array $arguments): ?array
    {
        $printed = $this->prints[implode(' ', array_merge([$program], $arguments))] ?? null;
        if ($printed instanceof CannotRead) {
            throw $printed;
        }
        return $printed;
    }
}
