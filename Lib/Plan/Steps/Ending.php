<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;

/**
 * Ends what goes on at this moment. Nothing is kept of it, and nothing of it comes back on undo.
 */
abstract class Ending implements ReadableStep
{
    final protected function __construct()
    {
    }

    public static function fields(): array
    {
        return [];
    }

    public static function read(Fields $fields): Step
    {
        return new static();
    }

    public function parts(): array
    {
        return [];
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
        return [];
    }

    public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        return $config;
    }

    /**
     * What goes on is in no row that could be read back later.
     */
    public function play(Hands $hands, Made $made, Config $now): ?int
    {
        try {
            $this->end($hands);
        } catch (PlayFailed $failed) {
            // What became of it is read afterwards.
            $this->mustBeOver($hands, $failed->getMessage());
            return null;
        }
        $this->mustBeOver($hands, static::kind());
        return null;
    }

    /**
     * @throws PlayFailed
     */
    abstract protected function end(Hands $hands): void;

    /**
     * How many go on.
     *
     * @throws PlayFailed
     */
    abstract protected function left(Hands $hands): int;

    /**
     * @throws PlayFailed
     */
    private function mustBeOver(Hands $hands, string $why): void
    {
        $left = $this->left($hands);
        if ($left > 0) {
            throw PlayFailed::refused("$why: $left");
        }
    }

    public function isPlayed(Config $foretold, Config $now, int $place, Made $made): bool
    {
        return true;
    }

    public function mayMiss(): bool
    {
        return true;
    }

    public function told(): array
    {
        return ['kind' => static::kind()];
    }
}
