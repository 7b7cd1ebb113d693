<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;

/**
 * A key of the REST API may do less: what programs about calls and people need, or nothing any more. The key itself stays,
 * so that all of it can be undone. Not its network: Core looks at what a rule denies first, which is everybody.
 */
final class LimitKey extends Limiting
{
    private const RIGHTS = ['telephony' => Limits::TELEPHONY, 'none' => []];

    private int $id;
    /** @var key-of<self::RIGHTS> */
    private string $rights;

    /**
     * @phpstan-param key-of<self::RIGHTS> $rights
     */
    private function __construct(int $id, string $rights)
    {
        $this->id = $id;
        $this->rights = $rights;
    }

    public static function kind(): string
    {
        return 'api-key.limit';
    }

    public static function fields(): array
    {
        return ['id', 'rights'];
    }

    public static function read(Fields $fields): Step
    {
        return new self($fields->number('id', 1, self::LARGEST), $fields->oneOf('rights', ['telephony', 'none']));
    }

    public function parts(): array
    {
        return ['apiKeys'];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => Limits::KEY, 'id' => $this->id]];
    }

    public function told(): array
    {
        return ['kind' => self::kind(), 'id' => $this->id, 'rights' => $this->rights];
    }

    protected function of(): array
    {
        return [Limits::KEY, $this->id];
    }

    protected function changed(Config $config, Made $made): array
    {
        return [
            Limits::FULL => Limits::OFF,
            Limits::PATHS => (string) json_encode(self::RIGHTS[$this->rights], JSON_UNESCAPED_SLASHES),
        ];
    }
}
