<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * What the code of installed modules says about itself. Keys are ids as in m_PbxExtensionModules.
 */
interface ModuleCode
{
    /**
     * Firewall categories of each module, keys as in the firewall rules.
     *
     * @return array<string, list<string>>
     *
     * @throws CannotRead
     */
    public function firewallCategories(): array;

    /**
     * Routes of each module that need no login.
     *
     * @return array<string, list<string>>
     *
     * @throws CannotRead
     */
    public function publicRoutes(): array;

    /**
     * Enabled modules that put rules of their own into the firewall.
     *
     * @return list<string>
     *
     * @throws CannotRead
     */
    public function firewallHooks(): array;
}
