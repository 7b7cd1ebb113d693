<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

/**
 * How a login password is stored, told from the shape of the stored value alone.
 */
final class PasswordStorage
{
    public const PLAIN = 'plain';
    public const UNKNOWN = 'unknown';

    /** Hashes of crypt(3). A text that only begins like one is no hash that either release would make. */
    private const SHAPES = [
        'bcrypt' => '/^\$2[abxy]\$\d\d\$[.\/A-Za-z0-9]{53}$/D',
        'sha512' => '/^\$6\$(?:rounds=\d+\$)?[^$]{1,16}\$[.\/A-Za-z0-9]{86}$/D',
        'md5' => '/^\$1\$[^$]{1,8}\$[.\/A-Za-z0-9]{22}$/D',
    ];
    private const LOOKS_HASHED = '/^\$[A-Za-z0-9-]{1,10}\$/';

    /**
     * @return 'plain'|'bcrypt'|'sha512'|'md5'|'unknown'
     */
    public static function of(string $stored): string
    {
        foreach (self::SHAPES as $kind => $shape) {
            if (preg_match($shape, $stored) === 1) {
                return $kind;
            }
        }
        return preg_match(self::LOOKS_HASHED, $stored) === 1 ? self::UNKNOWN : self::PLAIN;
    }
}
