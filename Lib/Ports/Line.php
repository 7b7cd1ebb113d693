<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * The line to the root worker: one question, one answer, each one line of text.
 */
interface Line
{
    /**
     * @throws CannotRead when nobody answers in time
     */
    public function ask(string $question): string;
}
