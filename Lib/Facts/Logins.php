<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredPasswords;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * One login with its password: how it is stored, what its guessing found, what proved it. A plain one is judged here.
 */
final class Logins
{
    private Settings $settings;
    private StoredPasswords $passwords;
    private Features $features;
    private LoginKnowledge $knowledge;

    public function __construct(
        Settings $settings,
        StoredPasswords $passwords,
        Features $features,
        LoginKnowledge $knowledge
    ) {
        $this->settings = $settings;
        $this->passwords = $passwords;
        $this->features = $features;
        $this->knowledge = $knowledge;
    }

    /**
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH       $which
     * @phpstan-param StoredPasswords::WEB|StoredPasswords::SSH     $key
     *
     * @return array<string, mixed> LoginSchema of the contract
     *
     * @throws CannotRead
     */
    public function read(string $which, string $key, string $login): array
    {
        $stored = $this->passwords->of($key);
        $storage = PasswordStorage::of($stored);
        $about = new About('', '', '', $login, '', $this->settings->text('Name'));
        $isPlain = $storage === PasswordStorage::PLAIN;
        $known = $this->knowledge->about($which, $stored);
        return [
            'login' => $login,
            'storage' => $storage,
            'guess' => $known['guess'],
            'features' => $isPlain ? $this->features->of([new Secret($stored, $about, 0)], $which)[0] : null,
            'proven' => $known['proven'],
        ];
    }
}
