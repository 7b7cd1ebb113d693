<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;

/**
 * Passwords of the web cabinet and of SSH as they are stored, plain or hashed, and the one that a cloud gave out first.
 * Asked for only by whoever judges them.
 */
final class StoredPasswords
{
    public const WEB = 'WebAdminPassword';
    public const SSH = 'SSHPassword';
    /** Id of the instance; '' on no cloud. */
    public const OF_CLOUD = 'CloudInstanceId';

    private Rows $rows;
    private CoreTraits $core;

    public function __construct(Rows $rows, CoreTraits $core)
    {
        $this->rows = $rows;
        $this->core = $core;
    }

    /**
     * @phpstan-param self::* $key
     *
     * @throws CannotRead
     */
    public function of(string $key): string
    {
        $rows = $this->rows->rows('SELECT value FROM m_PbxSettings WHERE key = :key', ['key' => $key]);
        return $rows[0]['value'] ?? $this->ofFactory($key);
    }

    /**
     * @phpstan-param self::* $key
     *
     * @throws CannotRead
     */
    public function ofFactory(string $key): string
    {
        $value = $this->core->settingDefaults()[$key] ?? null;
        if ($value === null) {
            throw new CannotRead(CannotRead::MISSING, $key);
        }
        return $value;
    }
}
