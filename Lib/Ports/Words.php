<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Texts for people in the language of the cabinet: keys `native.*` of sites/locales, without that prefix.
 */
interface Words
{
    /**
     * @param array<string, string> $values for the placeholders, by name without percent signs
     */
    public function say(string $key, array $values = []): string;
}
