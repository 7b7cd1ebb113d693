<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Whether AMI and ARI are on: while one is off, Core writes none of its users into its file.
 */
final class ProgramDoor
{
    public const AMI = 'AMIEnabled';
    public const ARI = 'ARIEnabled';
    private const ON = '1';
    /** As Core comes. */
    private const FACTORY = [self::AMI => '1', self::ARI => '0'];

    /**
     * @phpstan-param key-of<self::FACTORY> $key
     *
     * @throws CannotRead
     */
    public static function isOn(Rows $rows, string $key): bool
    {
        $stored = $rows->rows('SELECT value FROM m_PbxSettings WHERE key = :key', ['key' => $key]);
        return trim((string) ($stored[0]['value'] ?? self::FACTORY[$key])) === self::ON;
    }
}
