<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Rotation;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\SecretRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogins;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;

/**
 * Fingerprints of every secret, now. The secrets themselves live in here only.
 */
final class SecretPrints
{
    private const PURPOSE = 'rotation';
    private const LOGINS = [LoginKnowledge::WEB, LoginKnowledge::SSH];

    private SecretRows $rows;
    private StoredLogins $logins;
    private Fingerprints $fingerprints;

    public function __construct(SecretRows $rows, StoredLogins $logins, Fingerprints $fingerprints)
    {
        $this->rows = $rows;
        $this->logins = $logins;
        $this->fingerprints = $fingerprints;
    }

    /**
     * Whole or not at all. The owners are those of the facts, and `web`, `ssh`; one with several secrets (two rows of
     * one number) has their fingerprints one behind the other.
     *
     * @return array<string, string> by owner
     *
     * @throws CannotRead
     */
    public function all(): array
    {
        $prints = [];
        foreach ($this->rows->all() as ['owner' => $owner, 'secret' => $secret]) {
            $prints[$owner] = ($prints[$owner] ?? '') . $this->of($owner, $secret);
        }
        foreach (self::LOGINS as $which) {
            $prints[$which] = $this->of($which, $this->logins->of($which)->stored()->text());
        }
        return $prints;
    }

    /**
     * How the two login passwords are stored (PasswordStorage).
     *
     * @return array<string, string> by owner
     *
     * @throws CannotRead
     */
    public function kinds(): array
    {
        $kinds = [];
        foreach (self::LOGINS as $which) {
            $kinds[$which] = $this->logins->of($which)->storage();
        }
        return $kinds;
    }

    /**
     * Another one: the key is another one, and so is every fingerprint.
     *
     * @throws CannotRead
     */
    public function ofKey(): string
    {
        return $this->fingerprints->of(self::PURPOSE, '');
    }

    /**
     * @throws CannotRead
     */
    private function of(string $owner, string $secret): string
    {
        return $this->fingerprints->of(self::PURPOSE, $owner . "\0" . $secret);
    }
}
