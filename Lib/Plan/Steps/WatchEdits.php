<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;

/**
 * Changes nothing itself: a person does, by hand, while the plan waits. What it touches is whatever there is then (Edits).
 */
final class WatchEdits implements ReadableStep
{
    public static function kind(): string
    {
        return 'edits.watch';
    }

    public static function fields(): array
    {
        return [];
    }

    public static function read(Fields $fields): Step
    {
        return new self();
    }

    public function parts(): array
    {
        return ['firewall'];
    }

    public function makesRule(): bool
    {
        return false;
    }

    public function refersTo(): ?int
    {
        return null;
    }

    public function objects(int $place, bool $hasOrder): array
    {
        return [];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => 'edits']];
    }

    public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        return $config;
    }

    public function play(Hands $hands, Made $made, Config $now): ?int
    {
        return null;
    }

    public function isPlayed(Config $foretold, Config $now, int $place, Made $made): bool
    {
        return true;
    }

    public function mayMiss(): bool
    {
        return false;
    }

    public function told(): array
    {
        return ['kind' => self::kind()];
    }
}
