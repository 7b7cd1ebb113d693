<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;

/**
 * An outgoing route takes these numbers from then on. Its provider, its place in the list, and what it cuts and puts in front stay.
 */
final class NarrowRoute extends Limiting
{
    /** What the form of a route takes: nothing in it means anything to the dialplan around it. */
    public const PATTERN = '/\A[0-9#+*()\[\]{}|-]{1,64}\z/';
    /** Any number of digits may follow. */
    public const LEAST_REST = -1;
    public const MOST_REST = 20;

    private int $id;
    private string $pattern;
    private int $rest;

    private function __construct(int $id, string $pattern, int $rest)
    {
        $this->id = $id;
        $this->pattern = $pattern;
        $this->rest = $rest;
    }

    public static function kind(): string
    {
        return 'route.narrow';
    }

    public static function fields(): array
    {
        return ['id', 'pattern', 'rest'];
    }

    public static function read(Fields $fields): Step
    {
        return new self(
            $fields->number('id', 1, self::LARGEST),
            $fields->text('pattern', self::PATTERN),
            $fields->number('rest', self::LEAST_REST, self::MOST_REST)
        );
    }

    public function parts(): array
    {
        return ['outboundRoutes'];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => Limits::ROUTE, 'id' => $this->id]];
    }

    public function told(): array
    {
        return ['kind' => self::kind(), 'id' => $this->id, 'pattern' => $this->pattern, 'rest' => $this->rest];
    }

    protected function of(): array
    {
        return [Limits::ROUTE, $this->id];
    }

    protected function changed(Config $config, Made $made): array
    {
        return [Limits::PATTERN => $this->pattern, Limits::REST => (string) $this->rest];
    }
}
