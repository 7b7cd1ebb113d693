<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Where a person at the console reads and answers.
 */
interface Terminal
{
    /**
     * A text of the module (`native.module_seccheck_console_…`).
     *
     * @param array<string, string> $values for its placeholders
     */
    public function say(string $what, array $values = []): void;

    /**
     * As it is, but for what would move the cursor.
     */
    public function line(string $text): void;

    /**
     * Asks whether to go on; nobody there: no.
     */
    public function isSure(): bool;
}
