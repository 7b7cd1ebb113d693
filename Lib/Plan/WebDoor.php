<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * Whether a person gets to the cabinet: an allowed row of WEB holds their address. Told on the safe side; what a
 * module's box or the rule of a provider opens does not count.
 */
final class WebDoor
{
    private const CATEGORY = 'WEB';
    private const PROTOCOL = 'tcp';

    /**
     * By the rows alone, whether the firewall is on or not.
     */
    public static function isOpenTo(Config $config, string $address): bool
    {
        // Without an order of rules Core never calls ip6tables: no row holds an IPv6 address.
        if (Networks::isVersion6($address) && !$config->hasOrder()) {
            return false;
        }
        foreach ($config->openings() as ['permit' => $permit, 'category' => $category, 'protocol' => $protocol]) {
            if ($category === self::CATEGORY && $protocol === self::PROTOCOL && Networks::hold($permit, $address)) {
                return true;
            }
        }
        return false;
    }
}
