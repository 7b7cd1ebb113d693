<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use MikoPBX\Common\Models\AsteriskManagerUsers;
use MikoPBX\Common\Models\AsteriskRestUsers;
use MikoPBX\Common\Models\Sip;
use Modules\ModuleSecurityChecklist\Lib\Core\Services;
use Modules\ModuleSecurityChecklist\Lib\Plan\Owner;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Phalcon\Db\Adapter\AdapterInterface;

/**
 * Secrets by Core's models, the same on every release: Core notices, and writes its configuration anew. Whether one is weak
 * Core judges by itself, and saves each row once more with what it found: then telephony and Fail2Ban are started anew
 * again and again for minutes. So those that were made here are stored as judged. Read back at once. No message holds
 * anything of a secret.
 */
final class SecretModels
{
    private const TABLES = [
        Owner::SIP => ['m_Sip', 'secret', 'weakSecret'],
        Owner::AMI => ['m_AsteriskManagerUsers', 'secret', 'weakSecret'],
        Owner::ARI => ['m_AsteriskRestUsers', 'password', 'weakPassword'],
    ];
    /** Core's words: to be judged; judged, and not weak. */
    public const NOT_JUDGED = '0';
    public const STRONG = '1';
    private const HASH_2024 = 'SSHPasswordHashString';
    private const HASHES = 'MikoPBX\\Core\\System\\PasswordService';
    private const HASH = 'generateSha512Hash';

    /**
     * Whether Core stores passwords of logins as hashes that root's own file of passwords takes, too (since 2026).
     */
    public static function hashesAlike(): bool
    {
        return class_exists(self::HASHES) && in_array(self::HASH, get_class_methods(self::HASHES), true);
    }

    /**
     * @param self::NOT_JUDGED|self::STRONG $verdict
     *
     * @throws PlayFailed
     */
    public static function put(string $owner, int $row, string $secret, string $verdict): void
    {
        Models::oneByOne(static function () use ($owner, $row, $secret, $verdict): void {
            $key = Owner::SETTINGS[$owner] ?? null;
            if ($key !== null) {
                Models::setting($key, $secret);
                if ($owner === LoginKnowledge::SSH && !self::hashesAlike()) {
                    // Core compares the two, and warns of a password that was set in an unusual way.
                    Models::setting(self::HASH_2024, md5($secret));
                }
                self::mustBe('SELECT value FROM m_PbxSettings WHERE key = ?', $key, $secret);
                return;
            }
            $model = self::model(Owner::kind($owner), $row);
            $table = self::TABLES[Owner::kind($owner)] ?? null;
            if ($model === null || $table === null) {
                throw PlayFailed::refused('no such owner');
            }
            [$name, $column, $judged] = $table;
            $model->assign([$column => $secret, $judged => $verdict]);
            Models::save($model);
            self::mustBe("SELECT $column FROM $name WHERE id = ?", (string) $row, $secret);
        });
    }

    /**
     * @return Sip|AsteriskManagerUsers|AsteriskRestUsers|null
     */
    private static function model(string $kind, int $row): ?object
    {
        switch ($kind) {
            case Owner::SIP:
                $model = Sip::findFirst("id = $row AND type = 'peer'");
                return $model instanceof Sip ? $model : null;
            case Owner::AMI:
                $model = AsteriskManagerUsers::findFirst("id = $row");
                return $model instanceof AsteriskManagerUsers ? $model : null;
            case Owner::ARI:
                $model = class_exists(AsteriskRestUsers::class) ? AsteriskRestUsers::findFirst("id = $row") : null;
                return $model instanceof AsteriskRestUsers ? $model : null;
            default:
                return null;
        }
    }

    /**
     * @throws PlayFailed
     */
    private static function mustBe(string $sql, string $value, string $secret): void
    {
        $database = Services::get('db');
        $is = $database instanceof AdapterInterface ? $database->fetchColumn($sql, [$value]) : null;
        if (!is_string($is) || !hash_equals($secret, $is)) {
            throw PlayFailed::refused('something else was stored');
        }
    }
}
