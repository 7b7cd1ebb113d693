<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogins;
use Modules\ModuleSecurityChecklist\Lib\Ports\NewPasswords;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Lib\Secrets\PasswordPolicy;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * Judges what a person typed as their new password by the rule and the dictionary, for the login that it is for. While it is
 * typed and before a plan begins: the same.
 */
final class NewPassword implements NewPasswords
{
    private StoredLogins $logins;
    private Features $features;

    public function __construct(StoredLogins $logins, Features $features)
    {
        $this->logins = $logins;
        $this->features = $features;
    }

    public function judge(string $which, Secret $typed): array
    {
        $about = $this->logins->of($which)->stored()->about();
        $features = $this->features->of([new Secret($typed->text(), $about, 0)])[0];
        return ['fits' => PasswordPolicy::canBeStored($typed) && PasswordPolicy::meets($features), 'features' => $features];
    }
}
