<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogins;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;

/**
 * What somebody who wants in tries first, in that order.
 *
 * @phpstan-type Origin 'default'|'login'|'instance-id'|'common'
 */
final class GuessList
{
    public const ORIGINS = ['default', 'login', 'instance-id', 'common'];

    private StoredLogins $logins;
    private CommonPasswords $common;

    public function __construct(StoredLogins $logins, CommonPasswords $common)
    {
        $this->logins = $logins;
        $this->common = $common;
    }

    /**
     * Each once, under the first name that it has.
     *
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @return array<int|string, Origin> by password; one that is a number comes as such
     *
     * @throws CannotRead
     */
    public function of(string $which): array
    {
        $first = $this->logins->firstPasswords($which);
        $guesses = [$first['default'] => 'default'];
        $guesses += [$this->logins->of($which)->login() => 'login'];
        $guesses += [$first['instance-id'] => 'instance-id'];
        // No cloud, no login.
        unset($guesses['']);
        return $guesses + array_fill_keys($this->common->all(), 'common');
    }
}
