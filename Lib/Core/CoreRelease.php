<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use MikoPBX\Common\Models\FirewallRules;
use MikoPBX\Common\Models\PbxSettings;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;

/**
 * What this release of Core has, as it says itself.
 */
final class CoreRelease implements CoreTraits
{
    public function settingDefaults(): array
    {
        $defaults = [];
        foreach (PbxSettings::getDefaultArrayValues() as $key => $value) {
            $defaults[(string) $key] = is_scalar($value) ? (string) $value : '';
        }
        return $defaults;
    }

    public function firewallCategories(): array
    {
        return array_map('strval', array_keys(FirewallRules::getDefaultRules()));
    }
}
