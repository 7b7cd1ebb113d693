<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredPasswords;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;

/**
 * Whose secret a plan renews, as a text: an extension by its number (`sip:204`), a user of AMI or ARI by the id of the row
 * (`ami:3`), and what is appended to every login (`suffix`); or whose password a person typed: `web` and `ssh`.
 */
final class Owner
{
    public const SIP = 'sip';
    public const AMI = 'ami';
    public const ARI = 'ari';
    public const SUFFIX = 'suffix';
    /** Setting that holds it. */
    public const SUFFIX_KEY = 'SIPAuthPrefix';
    /** The logins of the PBX itself, with the settings that hold their passwords. */
    public const LOGINS = [LoginKnowledge::WEB => StoredPasswords::WEB, LoginKnowledge::SSH => StoredPasswords::SSH];
    /** Settings by owner. */
    public const SETTINGS = [self::SUFFIX => self::SUFFIX_KEY] + self::LOGINS;

    public static function account(string $number): string
    {
        return self::SIP . ":$number";
    }

    public static function ami(int $id): string
    {
        return self::AMI . ":$id";
    }

    public static function ari(int $id): string
    {
        return self::ARI . ":$id";
    }

    public static function kind(string $owner): string
    {
        return explode(':', $owner, 2)[0];
    }

    /**
     * What is behind the kind: a number or an id; '': nothing.
     */
    public static function name(string $owner): string
    {
        return explode(':', $owner, 2)[1] ?? '';
    }
}
