<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;

/**
 * No password opens SSH any more. Whoever asks has just signed in with a key that is on the PBX, or says in so many words that
 * they can get to its console: typed in their language, and compared here.
 */
final class KeysOnly extends Switching
{
    /** What has to be typed, as the page shows it (`page.keys-only.console.words`). */
    public const CONSOLE = ['I have console access', 'У меня есть доступ к консоли'];
    private const NOTHING = '';

    private bool $hasConsole = false;

    public static function kind(): string
    {
        return 'ssh.keys-only';
    }

    public static function fields(): array
    {
        return ['enabled', 'console'];
    }

    public static function read(Fields $fields): Step
    {
        if (!$fields->truth('enabled')) {
            throw $fields->unfit('enabled');
        }
        $step = new self(true);
        $step->hasConsole = $fields->oneOf('console', array_merge([self::NOTHING], self::CONSOLE)) !== self::NOTHING;
        return $step;
    }

    public function parts(): array
    {
        return [];
    }

    public function needsKey(): bool
    {
        return !$this->hasConsole;
    }

    public function told(): array
    {
        return ['console' => $this->hasConsole] + parent::told();
    }

    protected static function key(): string
    {
        return Config::KEYS_ONLY;
    }
}
