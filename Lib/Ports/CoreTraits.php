<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What this release of Core has, asked of Core itself, so that no version number has to be compared.
 */
interface CoreTraits
{
    /**
     * Every setting that this release knows, with its factory value (PbxSettings::getDefaultArrayValues).
     *
     * @return array<string, string>
     */
    public function settingDefaults(): array;

    /**
     * Keys of the firewall's categories, of Core and of modules (FirewallRules::getDefaultRules).
     *
     * @return list<string>
     */
    public function firewallCategories(): array;
}
