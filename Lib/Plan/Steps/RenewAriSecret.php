<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\FreshSecret;
use Modules\ModuleSecurityChecklist\Lib\Plan\Owner;

/**
 * A new secret for a user of ARI. Earlier releases have none.
 */
final class RenewAriSecret extends Renewing
{
    private const LARGEST = 2147483647;

    private int $id;
    private int $length;

    private function __construct(int $id, int $length)
    {
        $this->id = $id;
        $this->length = $length;
    }

    public static function kind(): string
    {
        return 'ari.secret';
    }

    public static function fields(): array
    {
        return ['id', 'secret'];
    }

    public static function read(Fields $fields): Step
    {
        return new self($fields->number('id', 1, self::LARGEST), self::length($fields));
    }

    public function parts(): array
    {
        return ['ari'];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => 'ari-user', 'id' => $this->id]];
    }

    public function told(): array
    {
        return ['kind' => self::kind(), 'id' => $this->id];
    }

    protected function owner(): string
    {
        return Owner::ari($this->id);
    }

    protected function fresh(): string
    {
        return FreshSecret::make($this->length);
    }
}
