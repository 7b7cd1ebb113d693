<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\Owner;

/**
 * What Core appends to every number for the login of phones. Strangers must not guess it, so it is told nowhere. Earlier
 * releases have none.
 */
final class SetSuffix extends Renewing
{
    /** Letters, as Core's own page takes it. */
    private const SUFFIX = '/\A[A-Za-z]{1,50}\z/';

    private string $suffix;

    private function __construct(string $suffix)
    {
        $this->suffix = $suffix;
    }

    public static function kind(): string
    {
        return 'sip.suffix';
    }

    public static function fields(): array
    {
        return ['suffix'];
    }

    public static function read(Fields $fields): Step
    {
        return new self($fields->text('suffix', self::SUFFIX));
    }

    public function parts(): array
    {
        return ['sip'];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => 'setting', 'key' => Owner::SUFFIX_KEY]];
    }

    public function told(): array
    {
        return ['kind' => self::kind()];
    }

    protected function owner(): string
    {
        return Owner::SUFFIX;
    }

    protected function fresh(): string
    {
        return $this->suffix;
    }
}
