<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;

/**
 * Which interfaces are ends of a tunnel (VPN), whoever made them: by their kind in the kernel, not by their name.
 */
final class Tunnels
{
    /**
     * Kinds of linux/if_arp.h that have no hardware below: IP in IP, IPv6 tunnels, SIT, GRE, and ARPHRD_NONE, which
     * WireGuard and tun have (so Tailscale, NetBird, OpenVPN).
     */
    private const KINDS = ['768', '769', '776', '778', '823', '65534'];
    /** PPP: a VPN (L2TP, PPTP), or the line to the provider (PPPoE, a modem). */
    private const PPP = '512';
    private const NAME = '/^[A-Za-z0-9_.@-]{1,15}$/D';
    /** Where the kernel does not tell. */
    private const USUAL_NAMES = '/^(?:wg|tun|tap|tailscale)\d*/';

    private Files $files;

    public function __construct(Files $files)
    {
        $this->files = $files;
    }

    public function has(string $interface): bool
    {
        $kind = $this->read($interface, 'type');
        if ($kind === null) {
            return preg_match(self::USUAL_NAMES, $interface) === 1;
        }
        if (trim($kind) === self::PPP) {
            return !$this->leadsToEverybody($interface);
        }
        // A tap looks like Ethernet (ZeroTier, tinc, OpenVPN bridges); only its flags give it away.
        return in_array(trim($kind), self::KINDS, true) || $this->read($interface, 'tun_flags') !== null;
    }

    private function read(string $interface, string $file): ?string
    {
        return preg_match(self::NAME, $interface) === 1 && trim($interface, '.') !== ''
            ? $this->orNull("/sys/class/net/$interface/$file")
            : null;
    }

    /**
     * Does the default route go out there? Destination and mask are zero.
     */
    private function leadsToEverybody(string $interface): bool
    {
        $default = '/^' . preg_quote($interface, '/') . '\s+0{8}\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+\s+0{8}\s/m';
        return preg_match($default, (string) $this->orNull('/proc/net/route')) === 1;
    }

    private function orNull(string $path): ?string
    {
        try {
            return $this->files->read($path);
        } catch (CannotRead $hidden) {
            return null;
        }
    }
}
