<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Database;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;

/**
 * The two logins of the PBX itself, of the web cabinet and of SSH.
 */
final class StoredLogins
{
    /** Settings that hold them: password and login. */
    private const KEYS = [
        LoginKnowledge::WEB => [StoredPasswords::WEB, 'WebAdminLogin'],
        LoginKnowledge::SSH => [StoredPasswords::SSH, 'SSHLogin'],
    ];

    private Settings $settings;
    private StoredPasswords $passwords;

    public function __construct(Settings $settings, StoredPasswords $passwords)
    {
        $this->settings = $settings;
        $this->passwords = $passwords;
    }

    /**
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @throws CannotRead
     */
    public function of(string $which): StoredLogin
    {
        [$password, $login] = self::KEYS[$which];
        return new StoredLogin(
            $this->passwords->of($password),
            $this->settings->text($login),
            $this->settings->text('Name')
        );
    }

    /**
     * What these passwords are before anybody chooses one: of the factory, and of a cloud ('' on none).
     *
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @return array{default: string, 'instance-id': string}
     *
     * @throws CannotRead
     */
    public function firstPasswords(string $which): array
    {
        return [
            'default' => $this->passwords->ofFactory(self::KEYS[$which][0]),
            'instance-id' => $this->passwords->of(StoredPasswords::OF_CLOUD),
        ];
    }
}
