<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Origins;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanRefused;

/**
 * ARI answers to these web pages only. Programs that are no web page say no origin, and go on.
 */
final class SetOrigins implements ReadableStep
{
    use ReadBack;

    private const ORIGIN = '~\Ahttps?://(?:[a-z0-9](?:[a-z0-9.-]{0,198}[a-z0-9])?|\[[0-9a-f:]{2,39}\])(?::[1-9][0-9]{0,4})?\z~';
    private const MOST = 20;

    /** @var list<string> */
    private array $origins;

    /**
     * @param list<string> $origins
     */
    private function __construct(array $origins)
    {
        $this->origins = $origins;
    }

    public static function kind(): string
    {
        return 'ari.origins';
    }

    public static function fields(): array
    {
        return ['origins'];
    }

    public static function read(Fields $fields): Step
    {
        return new self($fields->list('origins', self::ORIGIN, 1, self::MOST));
    }

    public function parts(): array
    {
        return ['ari'];
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
        return [new Origins()];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => 'setting', 'key' => Config::ORIGINS]];
    }

    public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        if (!$config->hasSetting(Config::ORIGINS)) {
            throw new PlanRefused(PlanRefused::NO_SUCH_SETTING);
        }
        return $config->withSetting(Config::ORIGINS, $this->written());
    }

    public function play(Hands $hands, Made $made, Config $now): ?int
    {
        $hands->executor()->setOrigins($this->written());
        return null;
    }

    public function told(): array
    {
        return ['kind' => self::kind(), 'origins' => $this->origins];
    }

    private function written(): string
    {
        return implode(',', $this->origins);
    }
}
