<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use Modules\ModuleSecurityChecklist\Lib\Ports\Terminal;
use Modules\ModuleSecurityChecklist\Lib\Ports\Words;

/**
 * Standard input and output.
 */
final class ConsoleTerminal implements Terminal
{
    /** Control characters and those that are not seen. */
    private const UNSEEN = '/[\p{Cc}\p{Cf}]/u';

    private Words $words;

    public function __construct(Words $words)
    {
        $this->words = $words;
    }

    public function say(string $what, array $values = []): void
    {
        $this->line($this->words->say('module_seccheck_console_' . str_replace('-', '_', $what), $values));
    }

    public function line(string $text): void
    {
        // What strangers wrote moves no cursor; what is no text is not shown.
        echo (preg_replace(self::UNSEEN, '?', $text) ?? '?') . PHP_EOL;
    }

    public function isSure(): bool
    {
        $this->say('sure');
        $answer = fgets(STDIN);
        return $answer !== false && strtolower(trim($answer)) === 'yes';
    }
}
