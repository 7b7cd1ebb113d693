<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogins;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;

/**
 * One login with its password: how it is stored, what its guessing found, what proved it. A plain one is judged here.
 */
final class Logins
{
    private StoredLogins $logins;
    private Features $features;
    private LoginKnowledge $knowledge;

    public function __construct(StoredLogins $logins, Features $features, LoginKnowledge $knowledge)
    {
        $this->logins = $logins;
        $this->features = $features;
        $this->knowledge = $knowledge;
    }

    /**
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @return array<string, mixed> LoginSchema of the contract
     *
     * @throws CannotRead
     */
    public function read(string $which): array
    {
        $login = $this->logins->of($which);
        $isPlain = $login->storage() === PasswordStorage::PLAIN;
        $known = $this->knowledge->about($which, $login->stored());
        return [
            'login' => $login->login(),
            'storage' => $login->storage(),
            'guess' => $known['guess'],
            'features' => $isPlain ? $this->features->of([$login->stored()], $which)[0] : null,
            'proven' => $known['proven'],
        ];
    }
}
