<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\FreshSecret;
use Modules\ModuleSecurityChecklist\Lib\Plan\Owner;

/**
 * A new password for the phones of an extension.
 */
final class RenewAccountSecret extends Renewing
{
    public const NUMBER = '/\A[0-9]{2,16}\z/';

    private string $number;
    private int $length;

    private function __construct(string $number, int $length)
    {
        $this->number = $number;
        $this->length = $length;
    }

    public static function kind(): string
    {
        return 'account.secret';
    }

    public static function fields(): array
    {
        return ['number', 'secret'];
    }

    public static function read(Fields $fields): Step
    {
        return new self($fields->text('number', self::NUMBER), self::length($fields));
    }

    public function parts(): array
    {
        return ['accounts'];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => 'account', 'number' => $this->number]];
    }

    public function told(): array
    {
        return ['kind' => self::kind(), 'number' => $this->number];
    }

    protected function owner(): string
    {
        return Owner::account($this->number);
    }

    protected function fresh(): string
    {
        return FreshSecret::make($this->length);
    }
}
